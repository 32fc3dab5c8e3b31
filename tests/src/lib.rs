//! Nothing: the tests of this package stand in `it/`, one binary for all of them.

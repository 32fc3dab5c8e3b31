//! Background tasks, beyond a call for each: waiting for one, and deleting many.

pub(crate) mod commands;
mod many;
mod selection;
mod wait;

pub(crate) use self::{many::delete, wait::wait};

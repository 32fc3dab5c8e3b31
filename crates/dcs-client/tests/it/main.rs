//! The client against a server on loopback: what goes over the wire, and what comes of each answer.

#[cfg(test)]
mod support;

#[cfg(test)]
mod answers;
#[cfg(test)]
mod behaviours;
#[cfg(test)]
mod broken;
#[cfg(test)]
mod building;
#[cfg(test)]
mod credentials;
#[cfg(test)]
mod deadlines;
#[cfg(test)]
mod dry_run;
#[cfg(test)]
mod echo;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod identity;
#[cfg(test)]
mod leaks;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod observability;
#[cfg(test)]
mod one_call;
#[cfg(test)]
mod resource;
#[cfg(test)]
mod retries;
#[cfg(test)]
mod wire;

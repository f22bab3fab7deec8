//! Settings: a flag goes before the environment, the environment before the file, the file before what is built in.

mod file;
mod place;
mod serve;

pub(crate) use place::{Place, PlaceArgs};
pub(crate) use serve::{LogForm, MetricsAddress, ServeArgs, ServeSettings};

//! Reading requests: every way in that the framework leaves open answers with a problem here.

mod address;
mod body;
mod exact;
mod sought;

pub(crate) use address::{Asked, Place, id, subject};
pub(crate) use body::{Strict, expect_media_type, media_type, read_json, take_body};
pub(crate) use exact::Exact;
pub(crate) use sought::{Form, Sought};

//! The operator's workbench.

use askama::Template;

use crate::Portal;
use crate::frame::Frame;
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "home/operator.html")]
struct OperatorHome<'p> {
    frame: Frame<'p>,
}

#[expect(clippy::unused_async, reason = "it will read")]
pub(super) async fn page(portal: &Portal, seated: Seated) -> Page {
    written(&OperatorHome {
        frame: Frame::new(portal, seated.visit),
    })
}

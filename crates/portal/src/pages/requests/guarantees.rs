//! What guarantors offer or promised for a request.

use tallystick_base::Money;
use tallystick_store::ListedGuarantee;

use super::stand::Whole;
use crate::frame::Frame;
use crate::pages::terms;

/// A guarantee as a page shows it. `requests/guarantees.html` draws it.
pub(in crate::pages) struct GuaranteeView {
    pub(in crate::pages) id: String,
    pub(in crate::pages) guarantor: String,
    pub(in crate::pages) stage: String,
    pub(in crate::pages) share: String,
    pub(in crate::pages) at_most: Money,
    pub(in crate::pages) fee: Money,
    pub(in crate::pages) period: String,
    pub(in crate::pages) until: String,
}

/// The guarantees for a request, as far as the viewer may see them.
pub(in crate::pages) fn of(frame: &Frame<'_>, whole: &Whole) -> Vec<GuaranteeView> {
    let view = |one: &ListedGuarantee| GuaranteeView {
        id: one.id.uuid().to_string(),
        guarantor: whole.names.name(&one.guarantor),
        stage: one.stage.clone(),
        share: one.share.percent_text(),
        at_most: one.at_most,
        fee: one.fee,
        period: terms::term(frame, one.period),
        until: frame.moment(&one.until),
    };
    whole.guarantees.iter().map(view).collect()
}

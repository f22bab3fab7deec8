//! What comes next for a guarantee, and whose turn it is.

use chrono::NaiveDate;
use tallystick_commands::financing::{Guarantee, GuaranteeStage};
use tallystick_store::Relying;

use crate::frame::Frame;
use crate::names::Names;

/// What stands around a guarantee.
pub(super) struct Around {
    /// Whether its time as an offer is over.
    pub(super) expired: bool,
    /// The accepted offer that relies on it, where the viewer is told.
    pub(super) relying: Option<Relying>,
    /// The last day on which it can be called.
    pub(super) callable_until: Option<NaiveDate>,
}

pub(super) fn told(frame: &Frame<'_>, names: &Names, guarantee: &Guarantee, around: &Around) -> String {
    let guarantor = names.name(&guarantee.terms.guarantor);
    let until = frame.moment(&guarantee.terms.until);
    match &guarantee.stage {
        GuaranteeStage::Offered {} if around.expired => frame.say("guarantee-next-lapsed"),
        GuaranteeStage::Offered {} => match around.relying {
            Some(relying) => {
                let bank = names.name(&relying.bank);
                let values = [
                    ("bank", bank.as_str()),
                    ("guarantor", &guarantor),
                    ("until", &until),
                ];
                frame.say_with("guarantee-next-issue", &values)
            }
            None => frame.say_with("guarantee-next-offered", &[("until", &until)]),
        },
        GuaranteeStage::Issued { bank, amount, .. } => {
            let (bank, amount) = (names.name(bank), frame.money(amount));
            let Some(day) = around.callable_until.filter(|_| guarantee.loan.is_some()) else {
                return frame.say_with("guarantee-next-approve", &[("bank", &bank)]);
            };
            let day = frame.deadline(&day);
            let values = [
                ("bank", bank.as_str()),
                ("guarantor", &guarantor),
                ("amount", &amount),
                ("day", &day),
            ];
            frame.say_with("guarantee-next-bound", &values)
        }
        GuaranteeStage::Called { bank, called, .. } => {
            let (bank, called) = (names.name(bank), frame.money(called));
            let values = [
                ("bank", bank.as_str()),
                ("guarantor", &guarantor),
                ("amount", &called),
            ];
            frame.say_with("guarantee-next-called", &values)
        }
        GuaranteeStage::Paid { bank, .. } => {
            let open = guarantee.subrogated().ok().filter(|open| open.is_positive());
            match open {
                Some(open) => {
                    let (bank, open) = (names.name(bank), frame.money(&open));
                    let values = [
                        ("bank", bank.as_str()),
                        ("guarantor", &guarantor),
                        ("amount", &open),
                    ];
                    frame.say_with("guarantee-next-paid", &values)
                }
                None => frame.say("guarantee-next-settled"),
            }
        }
        GuaranteeStage::Released {} => frame.say("guarantee-next-released"),
        GuaranteeStage::Withdrawn {} => frame.say("guarantee-next-withdrawn"),
        GuaranteeStage::Lapsed {} => frame.say("guarantee-next-lapsed"),
    }
}

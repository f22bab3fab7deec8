//! The examples of command bodies, from the files that the tests of the commands read.

use serde_json::Value;

/// The file of each example with its content.
macro_rules! files {
    ($($name:literal,)+) => {
        &[$(($name, include_str!(concat!("../../../../fixtures/commands/", $name)))),+]
    };
}

const FILES: &[(&str, &str)] = files![
    "amendment.accept.1.json",
    "amendment.propose.1.json",
    "amendment.reject.1.json",
    "amendment.withdraw.1.json",
    "cancellation.accept.1.json",
    "cancellation.decline.1.json",
    "cancellation.propose.1.json",
    "cancellation.withdraw.1.json",
    "certificate.accept.1.json",
    "certificate.decline.1.json",
    "certificate.freeze.1.json",
    "certificate.lapse-offer.1.json",
    "certificate.mark-overdue.1.json",
    "certificate.offer.1.json",
    "certificate.split.1.json",
    "certificate.unfreeze.1.json",
    "certificate.withdraw-offer.1.json",
    "confirmation.lapse.1.json",
    "contract.accept.1.json",
    "contract.close.1.json",
    "contract.register.1.json",
    "contract.reject.1.json",
    "contract.terminate.1.json",
    "contract.withdraw.1.json",
    "key.add.1.json",
    "key.recover.1.json",
    "key.restore.1.json",
    "key.revoke.1.json",
    "key.veto.1.json",
    "ledger.open.1.json",
    "member.add.1.json",
    "member.remove.1.json",
    "party.accept.1.json",
    "party.register.1.json",
    "party.reinstate.1.json",
    "party.suspend.1.json",
    "payment.acknowledge.1.json",
    "payment.reject.1.json",
    "payment.report.1.json",
    "policy.change.1.json",
    "profile.update.1.json",
    "receivable.claim.1.json",
    "receivable.confirm.1.json",
    "receivable.dispute.1.json",
    "receivable.forward.1.json",
    "receivable.reject.1.json",
    "receivable.withdraw.1.json",
    "role.change.1.json",
    "rules.publish.1.json",
];

/// The example of a kind of command, given with its version.
pub(super) fn of(kind: &str) -> Option<Value> {
    let file = format!("{}.json", kind.replace('/', "."));
    let (_, text) = FILES.iter().find(|(name, _)| *name == file)?;
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use tallystick_commands::Command;

    use super::*;

    #[test]
    fn every_kind_has_an_example_that_is_one() {
        for kind in Command::kinds() {
            let example = of(kind).unwrap_or_else(|| panic!("{kind} has no example"));
            Command::read(kind, example.to_string().as_bytes()).unwrap();
        }
        assert_eq!(FILES.len(), Command::kinds().count());
    }
}

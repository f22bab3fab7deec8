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
    "assignment.acknowledge.1.json",
    "assignment.notify.1.json",
    "auction.close.1.json",
    "bank-entry.record.1.json",
    "bid.commit.1.json",
    "bid.reveal.1.json",
    "cancellation.accept.1.json",
    "cancellation.decline.1.json",
    "cancellation.propose.1.json",
    "cancellation.withdraw.1.json",
    "certificate.accept.1.json",
    "certificate.decline.1.json",
    "certificate.endorse.1.json",
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
    "credit-line.amend.1.json",
    "credit-line.close.1.json",
    "credit-line.open.1.json",
    "credit-line.resume.1.json",
    "credit-line.suspend.1.json",
    "disbursement.fail.1.json",
    "disbursement.settle.1.json",
    "endorsement.honour.1.json",
    "endorsement.release.1.json",
    "filing.discharge.1.json",
    "filing.record.1.json",
    "guarantee.call.1.json",
    "guarantee.expire.1.json",
    "guarantee.issue.1.json",
    "guarantee.lapse.1.json",
    "guarantee.offer.1.json",
    "guarantee.release.1.json",
    "guarantee.withdraw.1.json",
    "key.add.1.json",
    "key.recover.1.json",
    "key.restore.1.json",
    "key.revoke.1.json",
    "key.veto.1.json",
    "ledger.open.1.json",
    "loan.approve.1.json",
    "loan.cancel.1.json",
    "loan.charge.1.json",
    "loan.claim-recourse.1.json",
    "loan.instruct.1.json",
    "loan.lapse.1.json",
    "loan.mark-overdue.1.json",
    "loan.write-off.1.json",
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
    "pool.close.1.json",
    "pool.open.1.json",
    "product.publish.1.json",
    "product.revise.1.json",
    "product.withdraw.1.json",
    "profile.update.1.json",
    "receivable.claim.1.json",
    "receivable.confirm.1.json",
    "receivable.dispute.1.json",
    "receivable.forward.1.json",
    "receivable.reject.1.json",
    "receivable.withdraw.1.json",
    "repayment.assign.1.json",
    "repayment.book.1.json",
    "repayment.reverse.1.json",
    "request.accept.1.json",
    "request.expire.1.json",
    "request.join.1.json",
    "request.submit.1.json",
    "request.withdraw.1.json",
    "review.assess.1.json",
    "review.decline.1.json",
    "review.offer.1.json",
    "review.withdraw-offer.1.json",
    "role.change.1.json",
    "rules.publish.1.json",
    "sale.accept.1.json",
    "sale.decline.1.json",
    "sale.propose.1.json",
    "sale.withdraw.1.json",
    "surplus.pay.1.json",
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

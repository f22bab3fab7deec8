//! What an act that waits means once all have signed: in the very words that whoever began it read.

use serde_json::Value;
use tallystick_base::{LegalText, PartyId, Subject};
use tallystick_commands::State;
use tallystick_store::{Proposal, Viewer};

use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::bank_entries::Reversal;
use crate::people::People;

/// The words for the effect of each kind of act, by its kind without the version.
const EFFECTS: &[(&str, &str)] = &[
    ("rules.publish", "rules-publish-effect"),
    ("party.register", "party-register-effect"),
    ("party.accept", "registration-effect"),
    ("party.suspend", "party-suspend-effect"),
    ("party.reinstate", "party-reinstate-effect"),
    ("profile.update", "profile-effect"),
    ("member.add", "add-member-effect"),
    ("member.remove", "remove-effect"),
    ("role.change", "roles-effect"),
    ("policy.change", "policy-effect"),
    ("key.add", "add-key-effect"),
    ("key.revoke", "revoke-effect"),
    ("key.recover", "party-announce-effect"),
    ("key.veto", "veto-effect"),
    ("key.restore", "party-restore-effect"),
    ("contract.register", "contract-register-effect"),
    ("contract.accept", "contract-accept-effect"),
    ("contract.reject", "contract-reject-effect"),
    ("contract.withdraw", "contract-withdraw-effect"),
    ("contract.close", "contract-close-effect"),
    ("contract.terminate", "contract-terminate-effect"),
    ("amendment.propose", "amendment-propose-effect"),
    ("amendment.accept", "amendment-accept-effect"),
    ("amendment.reject", "amendment-reject-effect"),
    ("amendment.withdraw", "amendment-withdraw-effect"),
    ("receivable.claim", "claim-effect"),
    ("receivable.forward", "forward-effect"),
    ("receivable.withdraw", "claim-withdraw-effect"),
    ("receivable.confirm", "confirm-effect"),
    ("receivable.reject", "refuse-effect"),
    ("receivable.dispute", "dispute-effect"),
    ("certificate.offer", "transfer-effect"),
    ("certificate.accept", "take-effect"),
    ("certificate.decline", "transfer-decline-effect"),
    ("certificate.withdraw-offer", "transfer-withdraw-effect"),
    ("certificate.split", "split-effect"),
    ("certificate.freeze", "freeze-effect"),
    ("certificate.unfreeze", "unfreeze-effect"),
    ("cancellation.propose", "cancellation-effect"),
    ("cancellation.accept", "cancellation-accept-effect"),
    ("cancellation.decline", "cancellation-decline-effect"),
    ("cancellation.withdraw", "cancellation-withdraw-effect"),
    ("payment.report", "payment-report-effect"),
    ("payment.acknowledge", "payment-acknowledge-effect"),
    ("payment.reject", "payment-reject-effect"),
    ("product.publish", "product-publish-effect"),
    ("product.revise", "product-revise-effect"),
    ("product.withdraw", "product-withdraw-effect"),
    ("request.submit", "request-effect"),
    ("request.join", "join-effect"),
    ("request.accept", "accept-effect"),
    ("request.withdraw", "withdraw-effect"),
    ("review.assess", "review-assess-effect"),
    ("review.offer", "review-offer-effect"),
    ("review.withdraw-offer", "review-withdraw-offer-effect"),
    ("review.decline", "review-decline-effect"),
    ("bid.commit", "seal-commit-effect"),
    ("bid.reveal", "seal-reveal-effect"),
    ("guarantee.offer", "guarantee-offer-effect"),
    ("guarantee.withdraw", "guarantee-withdraw-effect"),
    ("guarantee.issue", "guarantee-issue-effect"),
    ("guarantee.call", "loan-guarantee-call-effect"),
    ("guarantee.release", "loan-guarantee-release-effect"),
    ("credit-line.open", "line-open-effect"),
    ("credit-line.amend", "line-amend-effect"),
    ("credit-line.suspend", "line-suspend-effect"),
    ("credit-line.resume", "line-resume-effect"),
    ("credit-line.close", "line-close-effect"),
    ("loan.approve", "review-approve-effect"),
    ("loan.cancel", "loan-cancel-effect"),
    ("loan.instruct", "loan-instruct-effect"),
    ("loan.charge", "loan-charge-effect"),
    ("loan.claim-recourse", "loan-recourse-effect"),
    ("loan.write-off", "loan-write-off-effect"),
    ("disbursement.settle", "disbursement-settle-effect"),
    ("disbursement.fail", "disbursement-fail-effect"),
    ("bank-entry.record", "bank-entry-record-effect"),
    ("repayment.book", "repayment-book-effect"),
    ("repayment.assign", "repayment-assign-effect"),
    ("repayment.reverse", "repayment-reverse-effect"),
    ("surplus.pay", "surplus-pay-effect"),
    ("filing.record", "filing-record-effect"),
    ("filing.discharge", "filing-discharge-effect"),
    ("assignment.notify", "assignment-notify-effect"),
    ("assignment.acknowledge", "acknowledge-effect"),
    ("pool.open", "pool-open-effect"),
    ("pool.close", "pool-close-effect"),
    ("sale.propose", "loan-sale-propose-effect"),
    ("sale.accept", "sale-accept-effect"),
    ("sale.decline", "sale-decline-effect"),
    ("sale.withdraw", "loan-sale-withdraw-effect"),
    ("certificate.endorse", "certificate-endorse-effect"),
    ("endorsement.honour", "endorsement-honour-effect"),
];

/// What an act means.
pub(super) struct Effect {
    /// In our words; nothing for a kind that has none.
    pub(super) means: Option<String>,
    /// What it means besides, as things stand.
    pub(super) also: Option<String>,
    /// The text of legal weight whose digest the body carries. Where the rules do not know the digest there is none, and the script,
    /// which holds the text against the digest, signs nothing.
    pub(super) legal: Option<LegalText>,
}

/// The effect of an act.
pub(super) async fn told(
    portal: &Portal,
    frame: &Frame<'_>,
    viewer: &Viewer,
    proposal: &Proposal,
    people: &People,
) -> Result<Effect, Failure> {
    let body: Value = serde_json::from_str(&proposal.body).map_err(|_| Failure::Fault)?;
    let legal = legal_text(portal, &body).await?;
    let also = also(portal, frame, viewer, &proposal.kind, &body).await?;
    let Some(key) = key(&proposal.kind, &body) else {
        let means = None;
        return Ok(Effect { means, also, legal });
    };
    let values = values(portal, frame, viewer, &body, people).await?;
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let means = Some(frame.say_with(key, &values));
    Ok(Effect { means, also, legal })
}

/// What a reversal does not bring back with the loan that it opens again; nothing for other acts.
async fn also(
    portal: &Portal,
    frame: &Frame<'_>,
    viewer: &Viewer,
    kind: &str,
    body: &Value,
) -> Result<Option<String>, Failure> {
    let Some(entry) = text(body, "/entry").filter(|_| kind == "repayment.reverse/1") else {
        return Ok(None);
    };
    let entry = Subject::parse(entry).map_err(|_| Failure::Fault)?;
    let Some(seen) = portal.store().bank_entry(viewer, &entry).await? else {
        return Ok(None);
    };
    let reversal = Reversal::read(portal, viewer, &seen).await?;
    Ok(reversal.and_then(|reversal| reversal.of_closed(frame)))
}

fn key(kind: &str, body: &Value) -> Option<&'static str> {
    // A buyer that asks for its holder to be paid holds nothing that could be kept for the request.
    if body.pointer("/direction/downstream").is_some() {
        return Some("request-down-effect");
    }
    let name = kind.split_once('/').map_or(kind, |(name, _)| name);
    let found = EFFECTS.iter().find(|(kind, _)| *kind == name);
    found.map(|(_, key)| *key)
}

/// What the words name: who is bound to whom, and for how much. They are read from what the act is about, as the form read them.
async fn values(
    portal: &Portal,
    frame: &Frame<'_>,
    viewer: &Viewer,
    body: &Value,
    people: &People,
) -> Result<Vec<(&'static str, String)>, Failure> {
    if let Some(member) = text(body, "/holder/member") {
        return Ok(vec![("name", people.name(member))]);
    }
    let about = ["/receivable", "/sale", "/guarantee"];
    let Some(about) = about.into_iter().find_map(|place| text(body, place)) else {
        return Ok(Vec::new());
    };
    let about = Subject::parse(about).map_err(|_| Failure::Fault)?;
    let store = portal.store();
    Ok(
        match store.subject(viewer, &about).await?.map(|seen| seen.state) {
            Some(State::Receivable(found)) => vec![
                ("buyer", named(portal, viewer, found.claim.buyer).await?),
                ("supplier", named(portal, viewer, found.claim.supplier).await?),
            ],
            Some(State::Sale(found)) => vec![
                ("bank", named(portal, viewer, found.record.bank).await?),
                ("price", frame.money(&found.record.price)),
            ],
            Some(State::Guarantee(found)) => {
                let ground = store.guarantee_ground(viewer, found.terms.request).await?;
                match ground.and_then(|ground| ground.relying) {
                    Some(relying) => {
                        let bound = found.amount_for(relying.amount).map_err(|_| Failure::Fault)?;
                        vec![
                            ("bank", named(portal, viewer, relying.bank).await?),
                            ("amount", frame.money(&bound)),
                        ]
                    }
                    None => Vec::new(),
                }
            }
            _ => Vec::new(),
        },
    )
}

async fn named(portal: &Portal, viewer: &Viewer, party: PartyId) -> Result<String, Failure> {
    let name = portal.store().party_name(viewer, party).await?;
    Ok(name.unwrap_or_else(|| party.to_string()))
}

/// The legal text that a body names by its digest.
async fn legal_text(portal: &Portal, body: &Value) -> Result<Option<LegalText>, Failure> {
    let Some(digest) = text(body, "/legal_text") else {
        return Ok(None);
    };
    let rules = portal.store().rules().await?.ok_or(Failure::Fault)?;
    let mut texts = rules.legal_texts.iter();
    let found = texts.find(|text| text.digest.to_string() == digest);
    Ok(found.cloned())
}

fn text<'b>(body: &'b Value, place: &str) -> Option<&'b str> {
    body.pointer(place)?.as_str()
}

#[cfg(test)]
mod tests {
    use tallystick_commands::Language;
    use tallystick_commands::parties::{SIGNING_RULES, Signers};

    use super::*;
    use crate::words::AllWords;

    #[test]
    fn every_act_that_may_wait_for_a_signature_says_its_effect() {
        let words = AllWords::shipped().unwrap();
        // A ledger is opened by the program, before there are pages.
        let acts = SIGNING_RULES
            .iter()
            .filter(|rule| rule.signers != Signers::Service && rule.kind != "ledger.open");
        for rule in acts {
            let key = key(&format!("{}/1", rule.kind), &Value::Null)
                .unwrap_or_else(|| panic!("{} has none", rule.kind));
            assert!(words.of(Language::Zh).has(key), "{key}");
        }
    }

    #[test]
    fn a_request_downstream_has_an_effect_of_its_own() {
        let body = |direction: Value| serde_json::json!({"direction": direction});
        let upstream = key("request.submit/1", &body("upstream".into()));
        assert_eq!(upstream, Some("request-effect"));
        let holder = serde_json::json!({"downstream": {"holder": "party/1"}});
        assert_eq!(
            key("request.submit/1", &body(holder)),
            Some("request-down-effect")
        );
    }
}

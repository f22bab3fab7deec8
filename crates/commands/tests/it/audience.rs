//! Who sees what, party by party.

use std::fmt::Write as _;

use rstest::rstest;
use tallystick_base::{FinancingRequestId, PartyId, Subject};
use tallystick_certificates::{CertificateStage, PaymentRecord};
use tallystick_commands::{Audience, Case, concerned, may_see_body, may_see_part};

use crate::cast::{auditor, bank, centre, hospital, operator, supplier, weaver};
use crate::example::example;
use crate::story;
use crate::world::World;

/// A party that nobody registered.
fn unknown() -> PartyId {
    PartyId::from_parts(99, [99; 10])
}

/// Everyone who may look, strangers included.
fn viewers() -> [(&'static str, PartyId); 8] {
    [
        ("supplier", supplier().party),
        ("buyer", hospital().party),
        ("centre", centre().party),
        ("weaver", weaver().party),
        ("bank", bank().party),
        ("operator", operator().party),
        ("auditor", auditor().party),
        ("unknown", unknown()),
    ]
}

fn subject(kind: &'static str, pointer: &str) -> Subject {
    example(kind).value(pointer)
}

/// While the offer of the second child to the weaver stands.
fn offered() -> World {
    let mut world = story::divided();
    world.day("2026-03-03");
    world.signs(supplier().by([0]), example("certificate.offer/1"));
    world
}

fn who(case: &Case, sees: impl Fn(PartyId) -> bool) -> String {
    assert!(!case.parties().parties.contains_key(&unknown()));
    let seeing = viewers().into_iter().filter(|(_, party)| sees(*party));
    seeing.map(|(name, _)| name).collect::<Vec<_>>().join(", ")
}

/// One line for each kind of subject, of one that the story knows.
#[test]
fn the_parts_of_every_kind_of_subject_are_seen_by_those_whom_it_concerns() {
    let told = story::told();
    let mut lines = String::new();
    for (kind, words) in tallystick_commands::audience_kinds() {
        let moved = told.acts.iter().flat_map(|act| &act.movements);
        let first = moved
            .map(|movement| &movement.subject)
            .find(|subject| subject.kind() == kind);
        let first = first.unwrap_or_else(|| panic!("no {kind} in the story"));
        let seen = who(&told.case, |viewer| may_see_part(&told.case, first, viewer));
        writeln!(lines, "{kind}: {words}\n  the first of the story: {seen}").unwrap();
    }
    insta::assert_snapshot!("parts", lines);
}

/// One line for each kind of command: who reads the body that the story's first one had, right after it.
#[test]
fn the_bodies_of_every_kind_are_seen_by_their_signer_the_parties_of_the_subject_and_auditors() {
    let told = story::told();
    let mut lines = String::new();
    for spec in tallystick_commands::CommandSpec::all() {
        let act = told
            .acts
            .iter()
            .find(|act| act.command.kind() == spec.kind)
            .unwrap();
        let after = after(act);
        let seen = who(&after, |viewer| {
            may_see_body(&after, act.actor.party, &act.named.sub, viewer)
        });
        writeln!(lines, "{}: {seen}", spec.kind).unwrap();
    }
    insta::assert_snapshot!("bodies", lines);
}

/// The states right after an act.
fn after(act: &crate::world::Act) -> Case {
    let mut world = World::empty();
    world.case = act.before.clone();
    for movement in &act.movements {
        for transition in &movement.transitions {
            let step = tallystick_commands::Step {
                subject: movement.subject.clone(),
                transition: transition.clone(),
            };
            tallystick_commands::apply(&mut world.case, step).unwrap();
        }
    }
    world.case
}

#[test]
fn an_offeree_sees_the_certificate_while_it_is_offered_and_no_longer() {
    let child = subject("certificate.offer/1", "/certificate");
    let sees = |world: &World| may_see_part(&world.case, &child, weaver().party);
    assert!(!sees(&story::divided()));
    let mut world = offered();
    assert!(sees(&world));
    assert!(may_see_body(
        &world.case,
        supplier().party,
        &child,
        weaver().party
    ));
    world.what_if(|world| {
        world.signs(weaver().by([0]), example("certificate.decline/1"));
        assert!(!sees(world));
        // Its own refusal stays its own.
        assert!(may_see_body(&world.case, weaver().party, &child, weaver().party));
    });
    world.signs(weaver().by([0]), example("certificate.accept/1"));
    assert!(sees(&world));
}

#[test]
fn the_holder_of_a_child_sees_the_parent_but_no_body_about_it() {
    let root = subject("certificate.split/1", "/certificate");
    let sibling = subject("payment.report/1", "/certificate");
    let before = story::divided().case;
    assert!(!may_see_part(&before, &root, weaver().party));
    let after = story::told().case;
    assert!(may_see_part(&after, &root, weaver().party));
    assert!(!may_see_body(&after, supplier().party, &root, weaver().party));
    assert!(!may_see_part(&after, &sibling, weaver().party));
}

#[rstest]
#[case::contract("contract.accept/1", "/contract")]
#[case::amendment("amendment.accept/1", "/amendment")]
#[case::receivable("receivable.claim/1", "/receivable")]
#[case::certificate("certificate.split/1", "/certificate")]
#[case::payment("payment.report/1", "/payment")]
#[case::cancellation("cancellation.propose/1", "/cancellation")]
fn neither_a_stranger_nor_the_operator_sees_the_trade(#[case] kind: &'static str, #[case] pointer: &str) {
    let case = story::told().case;
    let subject = subject(kind, pointer);
    for party in [bank().party, operator().party, unknown()] {
        assert!(!may_see_part(&case, &subject, party));
        assert!(!may_see_body(&case, supplier().party, &subject, party));
    }
    for party in [supplier().party, hospital().party, auditor().party] {
        assert!(may_see_part(&case, &subject, party));
    }
}

#[test]
fn an_auditor_that_is_suspended_or_has_not_accepted_sees_nothing_of_others() {
    let mut world = story::told();
    let contract = subject("contract.accept/1", "/contract");
    let sees = |world: &World| may_see_part(&world.case, &contract, auditor().party);
    assert!(sees(&world));
    let suspension = example("party.suspend/1").with("/party", auditor().party.to_string());
    world.signs(operator().admins(), suspension);
    assert!(!sees(&world));
    assert!(
        may_see_part(&world.case, &auditor().party.subject(), auditor().party),
        "its own house"
    );
}

#[test]
fn the_record_of_a_buyer_is_seen_by_the_holders_of_what_is_overdue() {
    let told = story::told();
    let marking = told
        .acts
        .iter()
        .find(|act| act.command.kind() == "certificate.mark-overdue/1")
        .unwrap();
    let record = &marking.named.sub;
    let sees = |case: &Case, party| may_see_part(case, record, party);
    assert!(!sees(&marking.before, weaver().party));
    assert!(sees(&after(marking), weaver().party) && sees(&after(marking), supplier().party));
    assert!(
        !sees(&told.case, weaver().party),
        "cured, it concerns nobody else"
    );
    assert!(sees(&told.case, hospital().party));
}

#[test]
fn the_record_of_a_debtor_is_seen_by_whom_a_request_asks_while_it_holds_a_certificate() {
    let told = story::told();
    let submits = told
        .acts
        .iter()
        .filter(|act| act.command.kind() == "request.submit/1");
    let mut asked = 0;
    for act in submits {
        let after = after(act);
        let request = FinancingRequestId::try_from(&act.named.sub).unwrap();
        let submission = &after.financing.requests[&request].submission;
        let held = after
            .certificates()
            .certificates
            .values()
            .any(|certificate| certificate.stage == CertificateStage::Reserved { request });
        let record = PaymentRecord::subject_of(submission.debtor);
        for invitation in &submission.invitations {
            let sees = |case: &Case| may_see_part(case, &record, invitation.bank);
            assert!(sees(&after) || !held, "{}", act.named.sub);
            asked += usize::from(held && !sees(&act.before));
        }
        assert!(!may_see_part(&after, &record, weaver().party));
    }
    assert!(
        asked > 0,
        "the first that asks a bank shows it what it did not see before"
    );
}

#[test]
fn a_freed_invoice_is_its_sellers_again() {
    let mut world = story::divided();
    let second = example("confirmation.lapse/1").value("/receivable");
    let invoice = world.case.certificates().receivables[&second]
        .claim
        .evidence()
        .next()
        .unwrap()
        .clone();
    assert!(may_see_part(&world.case, &invoice, hospital().party));
    assert!(may_see_part(&world.case, &invoice, centre().party));
    let rejection = example("receivable.reject/1").with("/receivable", second.to_string());
    world.signs(hospital().by([2]), rejection);
    let seen = concerned(&world.case, &invoice);
    assert_eq!(seen, Audience::Parties([supplier().party].into()));
}

#[test]
fn what_nobody_made_and_what_no_rule_knows_concerns_nobody_but_auditors() {
    let case = story::told().case;
    for name in [
        "loan/019b8bab-0680-7275-b6ae-0a874a3c5286",
        "certificate/019b8bab-0680-7275-b6ae-0a874a3c5286",
        "contract/none",
        "evidence/none",
        "payment-record/none",
    ] {
        let subject = Subject::parse(name).unwrap();
        assert_eq!(concerned(&case, &subject), Audience::Parties([].into()), "{name}");
        assert!(!may_see_part(&case, &subject, supplier().party));
        assert!(may_see_part(&case, &subject, auditor().party));
    }
}

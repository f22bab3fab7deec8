//! Guarantees: offered, taken back, lapsed.

use rstest::rstest;
use tallystick_base::{Capacity, Currency, FinancingRequestId, Money, Ratio, Term};
use tallystick_financing::{
    Command, Guarantee, GuaranteeStage, OfferGuarantee, RequestTransition, ReviewTransition, SubmitRequest,
    due,
};

use crate::given::given;
use crate::promises::{STANDS_UNTIL, accepted, issue, lapse, promise, promised, relied_on, take_back};
use crate::tender::{UNTIL, later, review_of, step, stepped};
use crate::world::{
    BANK, BUYER, EVERYONE, GUARANTOR, SECOND, SERVICE, SUPPLIER, Who, World, cny, guarantee, morning,
    request, salt, submit,
};

pub(crate) fn state(world: &World) -> &Guarantee {
    &world.case.guarantees[&guarantee(1)]
}

/// A party that may guarantee, besides whatever else it does.
fn guaranteeing(mut world: World, who: Who) -> (World, Who) {
    let parties = &mut world.case.certificates.contracts.parties;
    let party = parties.parties.get_mut(&who.id()).unwrap();
    party.capacities.insert(Capacity::Guarantor);
    let who = Who {
        capacity: Capacity::Guarantor,
        ..who
    };
    (world, who)
}

#[test]
fn an_offer_says_for_whom_and_article_692_fills_the_period() {
    let world = promised();
    let terms = &state(&world).terms;
    assert_eq!(terms.guarantor, GUARANTOR.id());
    assert_eq!(terms.borrower, SUPPLIER.id());
    assert_eq!(terms.period, Term::Months(6));
    assert_eq!(state(&world).stage, GuaranteeStage::Offered {});
    let agreed = OfferGuarantee {
        period: Some(Term::Years(2)),
        ..promise(1)
    };
    let world = given(&World::submitted()).when(GUARANTOR, agreed).accepted();
    assert_eq!(state(&world).terms.period, Term::Years(2));
}

#[test]
fn nobody_but_a_guarantor_offers_and_nobody_but_that_one_takes_back_and_issues() {
    for who in EVERYONE
        .into_iter()
        .filter(|who| *who != GUARANTOR && *who != SERVICE)
    {
        given(&World::submitted())
            .when(who, promise(1))
            .then_rejected("capacity-forbidden");
    }
    let (world, other) = guaranteeing(relied_on(), SECOND);
    given(&world)
        .when(other, take_back(1))
        .then_rejected("not-the-guarantor");
    given(&world)
        .when(other, issue(1))
        .then_rejected("not-the-guarantor");
}

#[test]
fn borrower_debtor_and_banks_do_not_guarantee_and_it_is_not_said_which_one_it_is() {
    for who in [SUPPLIER, BUYER, BANK] {
        let (world, who) = guaranteeing(World::submitted(), who);
        let decided = given(&world).when(who, promise(1));
        decided.then_rejected("guarantor-involved");
        let sentence = decided.answer.unwrap_err().to_string();
        assert!(!sentence.contains(&who.id().to_string()), "{sentence}");
    }
    // Downstream the debtor borrows, and the holder is a third one.
    let (world, holder) = guaranteeing(World::downstream(), SUPPLIER);
    given(&world)
        .when(holder, promise(1))
        .then_rejected("guarantor-involved");
}

#[test]
fn who_was_not_asked_does_not_guarantee() {
    let asked_nobody = submit(1);
    let asked_nobody = SubmitRequest {
        guarantors: std::collections::BTreeSet::new(),
        ..asked_nobody
    };
    let world = given(&World::new()).when(SUPPLIER, asked_nobody).accepted();
    given(&world)
        .when(GUARANTOR, promise(1))
        .then_rejected("guarantor-not-asked");
}

pub(crate) fn with(change: impl FnOnce(&mut OfferGuarantee)) -> OfferGuarantee {
    let mut body = promise(1);
    change(&mut body);
    body
}

pub(crate) fn usd(value: &str) -> Money {
    Money::parse(value, Currency::USD).unwrap()
}

fn ratio(text: &str) -> Ratio {
    Ratio::parse(text).unwrap()
}

#[rstest]
#[case(with(|body| body.share = ratio("0.00")), "guarantee-share")]
#[case(with(|body| body.share = ratio("1.000000000001")), "guarantee-share")]
#[case(with(|body| body.at_most = cny("0.00")), "amount-not-above-zero")]
#[case(with(|body| body.at_most = cny("-0.01")), "amount-not-above-zero")]
#[case(with(|body| body.at_most = usd("1.00")), "currency-of-another")]
#[case(with(|body| body.fee = cny("-0.01")), "guarantee-fee-negative")]
#[case(with(|body| body.fee = usd("0.00")), "currency-of-another")]
#[case(with(|body| body.period = Some(Term::Days(0))), "guarantee-period-empty")]
#[case(with(|body| body.period = Some(Term::Months(0))), "guarantee-period-empty")]
#[case(with(|body| body.period = Some(Term::Years(0))), "guarantee-period-empty")]
#[case(with(|body| body.period = Some(Term::Years(u32::MAX))), "date-too-far")]
#[case(with(|body| body.until = morning("2026-03-02")), "guarantee-until")]
#[case(with(|body| body.until = later(&World::submitted().on(UNTIL), 1).now), "guarantee-until")]
#[case(with(|body| body.request = FinancingRequestId::from_parts(9, [0; 10])), "request-not-found")]
fn what_is_offered_is_bounded(#[case] body: OfferGuarantee, #[case] code: &str) {
    given(&World::submitted())
        .when(GUARANTOR, body)
        .then_rejected(code);
}

#[rstest]
#[case(with(|body| body.share = ratio("1.00")))]
#[case(with(|body| body.share = ratio("0.000000000001")))]
#[case(with(|body| body.at_most = cny("0.01")))]
#[case(with(|body| body.fee = cny("0.00")))]
#[case(with(|body| body.period = Some(Term::Days(1))))]
#[case(with(|body| body.until = later(&World::submitted(), 1).now))]
#[case(with(|body| body.until = morning(UNTIL)))]
fn just_within_the_bounds_it_is_taken(#[case] body: OfferGuarantee) {
    given(&World::submitted())
        .when(GUARANTOR, body)
        .then_steps(&["guarantee offered"]);
}

#[test]
fn an_id_is_used_once() {
    given(&promised())
        .when(GUARANTOR, promise(1))
        .then_rejected("guarantee-exists");
    given(&promised())
        .when(GUARANTOR, promise(2))
        .then_steps(&["guarantee offered"]);
}

#[test]
fn nothing_is_offered_for_a_request_that_is_not_with_its_banks() {
    let late = later(&World::submitted().on(UNTIL), 1);
    let body = with(|body| body.until = morning("2026-03-10"));
    given(&late)
        .when(GUARANTOR, body)
        .then_rejected("request-expired");
    let world = stepped(
        World::submitted(),
        [step(request(1), RequestTransition::Withdrawn {})],
    );
    given(&world)
        .when(GUARANTOR, promise(1))
        .then_rejected("request-stage");
    let world = accepted(&World::submitted(), "700000.00", None);
    given(&world)
        .when(GUARANTOR, promise(1))
        .then_rejected("request-stage");
}

/// Guarantees 1 and 2 are offered.
pub(crate) fn with_another() -> World {
    given(&promised()).when(GUARANTOR, promise(2)).accepted()
}

#[test]
fn it_is_taken_back_while_no_accepted_offer_relies_on_it() {
    let back = |world: &World| {
        given(world)
            .when(GUARANTOR, take_back(1))
            .then_steps(&["guarantee withdrawn"])
    };
    assert_eq!(state(&back(&promised())).stage, GuaranteeStage::Withdrawn {});
    // The borrower accepted an offer that relies on none, or on another.
    back(&accepted(&promised(), "700000.00", None));
    back(&accepted(&with_another(), "700000.00", Some(guarantee(2))));
    given(&relied_on())
        .when(GUARANTOR, take_back(1))
        .then_rejected("guarantee-relied-on");
    // The request ended, and nothing relies on it any more.
    let ended = [
        step(request(1), RequestTransition::Withdrawn {}),
        step(review_of(BANK), ReviewTransition::Ended {}),
    ];
    back(&stepped(relied_on(), ended));
}

#[test]
fn with_the_time_of_its_request_nothing_relies_on_it_any_more() {
    let body = with(|body| body.until = morning(UNTIL));
    let world = given(&World::submitted()).when(GUARANTOR, body).accepted();
    let world = accepted(&world, "700000.00", Some(guarantee(1))).on(UNTIL);
    given(&world)
        .when(GUARANTOR, take_back(1))
        .then_rejected("guarantee-relied-on");
    given(&later(&world, 1))
        .when(GUARANTOR, take_back(1))
        .then_rejected("guarantee-offer-expired");
}

#[test]
fn it_lapses_after_its_last_moment() {
    let last = promised().on(STANDS_UNTIL);
    given(&last)
        .when(SERVICE, lapse(1))
        .then_rejected("guarantee-offer-stands");
    given(&last).when(GUARANTOR, take_back(1)).accepted();
    let over = later(&last, 1);
    given(&over)
        .when(GUARANTOR, take_back(1))
        .then_rejected("guarantee-offer-expired");
    let world = given(&over)
        .when(SERVICE, lapse(1))
        .then_steps(&["guarantee lapsed"]);
    assert_eq!(state(&world).stage, GuaranteeStage::Lapsed {});
    given(&world)
        .when(SERVICE, lapse(1))
        .then_rejected("guarantee-stage");
    given(&over)
        .when(SERVICE, lapse(9))
        .then_rejected("guarantee-not-found");
}

fn swept(world: &World) -> Vec<Command> {
    let lapses = due(&world.case, world.now, &mut salt).unwrap();
    lapses
        .into_iter()
        .filter(|command| matches!(command, Command::LapseGuarantee(_)))
        .collect()
}

#[test]
fn an_offer_falls_due_after_its_last_moment_and_not_again() {
    let last = given(&promised())
        .when(GUARANTOR, promise(2))
        .accepted()
        .on(STANDS_UNTIL);
    assert_eq!(swept(&last), []);
    let over = later(&last, 1);
    assert_eq!(swept(&over), [lapse(1).into(), lapse(2).into()]);
    let recorded = given(&over).when(SERVICE, lapse(1)).accepted();
    assert_eq!(swept(&recorded), [lapse(2).into()]);
    let issued = given(&relied_on()).when(GUARANTOR, issue(1)).accepted();
    assert_eq!(swept(&later(&issued.on(STANDS_UNTIL), 1)), []);
}

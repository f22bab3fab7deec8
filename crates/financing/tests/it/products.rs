//! Publishing products.

use rstest::rstest;
use tallystick_base::{Currency, Rate};
use tallystick_financing::{
    DueKind, Eligible, Fee, FeeBasis, ProductStage, ProductTerms, Programme, RateBasis, TenorLimits,
};

use crate::given::given;
use crate::world::{
    BANK, SECOND_BANK, SUPPLIER, World, cny, date, invite, listed, product, publish, revise, share, submit,
    terms, text, withdraw_product,
};

#[test]
fn a_bank_publishes_revises_and_withdraws_its_product() {
    let world = given(&World::new())
        .when(BANK, publish(4))
        .then_steps(&["product published"]);
    let published = &world.case.products[&product(4)];
    assert_eq!((published.bank, published.revision), (BANK.id(), 1));
    let world = given(&world)
        .when(BANK, revise(4))
        .then_steps(&["product revised"]);
    let revised = &world.case.products[&product(4)];
    assert_eq!(
        (revised.revision, &revised.terms.rate),
        (2, &RateBasis::LprPlus { basis_points: 50 })
    );
    let world = given(&world)
        .when(BANK, withdraw_product(4))
        .then_steps(&["product withdrawn"]);
    assert_eq!(
        world.case.products[&product(4)].stage,
        ProductStage::Withdrawn {
            on: date("2026-03-02")
        }
    );
}

#[test]
fn an_id_is_used_once() {
    given(&World::new())
        .when(BANK, publish(1))
        .then_rejected("product-exists");
}

#[test]
fn a_withdrawn_product_is_neither_revised_nor_withdrawn_nor_requested() {
    let world = given(&World::new()).when(BANK, withdraw_product(1)).accepted();
    given(&world)
        .when(BANK, revise(1))
        .then_rejected("product-withdrawn");
    given(&world)
        .when(BANK, withdraw_product(1))
        .then_rejected("product-withdrawn");
    given(&world)
        .when(SUPPLIER, submit(1))
        .then_rejected("product-withdrawn");
    let mut others = submit(1);
    others.invitations = vec![invite(1, 2)];
    given(&world).when(SUPPLIER, others).accepted();
}

#[test]
fn another_bank_neither_revises_nor_withdraws_it() {
    given(&World::new())
        .when(SECOND_BANK, revise(1))
        .then_rejected("not-the-bank");
    given(&World::new())
        .when(SECOND_BANK, withdraw_product(1))
        .then_rejected("not-the-bank");
}

fn with(change: impl FnOnce(&mut ProductTerms)) -> ProductTerms {
    let mut changed = terms();
    change(&mut changed);
    changed
}

fn fee(name: &str, basis: FeeBasis) -> Fee {
    Fee {
        name: text(name),
        basis,
    }
}

fn of_principal(text: &str) -> FeeBasis {
    FeeBasis::Share {
        of_principal: share(text),
    }
}

fn tenor(least_days: u32, most_days: u32) -> TenorLimits {
    TenorLimits {
        least_days,
        most_days,
    }
}

fn programme(rate: Option<&str>) -> Programme {
    Programme {
        tag: text("抗疫"),
        subsidy: rate.map(|rate| Rate::parse(rate).unwrap()),
    }
}

#[rstest]
#[case::an_advance_of_nothing(with(|terms| terms.advance_rate = Some(share("0.00"))), "product-advance-rate")]
#[case::an_advance_above_all(with(|terms| terms.advance_rate = Some(share("1.01"))), "product-advance-rate")]
#[case::a_penalty_below_the_rules(with(|terms| terms.penalty_factor = Some(share("1.29"))), "product-penalty-factor")]
#[case::a_penalty_above_the_rules(with(|terms| terms.penalty_factor = Some(share("1.51"))), "product-penalty-factor")]
#[case::for_no_day(with(|terms| terms.tenor = tenor(0, 0)), "product-tenor")]
#[case::at_least_more_than_at_most(with(|terms| terms.tenor = tenor(91, 90)), "product-tenor")]
#[case::grace_without_end(with(|terms| terms.grace_days = 91), "product-grace-days")]
#[case::no_order(with(|terms| terms.order = Some(Vec::new())), "product-order")]
#[case::a_kind_twice(
    with(|terms| terms.order = Some(vec![DueKind::Costs, DueKind::Costs, DueKind::Interest, DueKind::Principal])),
    "product-order"
)]
#[case::a_kind_more(
    with(|terms| {
        terms.order =
            Some(vec![DueKind::Costs, DueKind::Penalty, DueKind::Interest, DueKind::Principal, DueKind::Costs]);
    }),
    "product-order"
)]
#[case::eleven_fees(
    with(|terms| {
        terms.fees = (0..11).map(|n| fee(&format!("费{n}"), of_principal("0.01"))).collect();
    }),
    "product-fee-count"
)]
#[case::two_fees_of_one_name(
    with(|terms| terms.fees = vec![fee("费", of_principal("0.01")), fee("费", of_principal("0.02"))]),
    "product-fee-twice"
)]
#[case::a_fee_of_no_share(with(|terms| terms.fees = vec![fee("费", of_principal("0.00"))]), "product-fee-share")]
#[case::a_fee_above_all(with(|terms| terms.fees = vec![fee("费", of_principal("1.01"))]), "product-fee-share")]
#[case::a_fee_of_nothing(
    with(|terms| terms.fees = vec![fee("费", FeeBasis::Fixed { amount: cny("0.00") })]),
    "amount-not-above-zero"
)]
#[case::a_fee_in_another_currency(
    with(|terms| terms.currency = Currency::USD),
    "currency-of-another"
)]
#[case::for_nobody(with(|terms| terms.debtors = listed(&[])), "product-party-count")]
#[case::for_no_supplier(with(|terms| terms.suppliers = listed(&[])), "product-party-count")]
#[case::a_programme_that_pays_nothing(
    with(|terms| terms.programme = Some(programme(Some("0.0000")))),
    "product-subsidy"
)]
#[case::a_rate_below_zero(with(|terms| terms.rate = RateBasis::LprPlus { basis_points: -10_000 }), "rate-range")]
fn terms_under_which_nothing_can_be_lent_are_refused(#[case] terms: ProductTerms, #[case] code: &str) {
    let mut published = publish(4);
    published.terms = terms.clone();
    given(&World::new()).when(BANK, published).then_rejected(code);
    let mut revised = revise(1);
    revised.terms = terms;
    given(&World::new()).when(BANK, revised).then_rejected(code);
}

#[rstest]
#[case::all_of_it(with(|terms| terms.advance_rate = Some(share("1.00"))))]
#[case::the_least_penalty(with(|terms| terms.penalty_factor = Some(share("1.30"))))]
#[case::the_most_penalty(with(|terms| terms.penalty_factor = Some(share("1.50"))))]
#[case::one_day(with(|terms| terms.tenor = tenor(1, 1)))]
#[case::the_longest_grace(with(|terms| terms.grace_days = 90))]
#[case::principal_first(
    with(|terms| {
        terms.order = Some(vec![DueKind::Principal, DueKind::Costs, DueKind::Interest, DueKind::Penalty]);
    })
)]
#[case::a_programme_that_only_gathers(with(|terms| terms.programme = Some(programme(None))))]
#[case::a_programme(with(|terms| terms.programme = Some(programme(Some("0.0100")))))]
#[case::below_the_lpr(with(|terms| terms.rate = RateBasis::LprPlus { basis_points: -50 }))]
#[case::for_a_list(with(|terms| terms.suppliers = listed(&[SUPPLIER])))]
fn terms_at_the_bounds_are_taken(#[case] terms: ProductTerms) {
    let mut published = publish(4);
    published.terms = terms;
    given(&World::new()).when(BANK, published).accepted();
}

#[test]
fn a_list_holds_two_hundred_parties_and_not_one_more() {
    let parties = |most: u64| Eligible::Listed {
        parties: (1..=most)
            .map(|n| tallystick_base::PartyId::from_parts(n, [0; 10]))
            .collect(),
    };
    let mut published = publish(4);
    published.terms.debtors = parties(200);
    given(&World::new()).when(BANK, published.clone()).accepted();
    published.terms.debtors = parties(201);
    given(&World::new())
        .when(BANK, published)
        .then_rejected("product-party-count");
}

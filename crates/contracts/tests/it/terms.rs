//! What else the terms of a contract have to be.

use rstest::rstest;
use tallystick_base::{Digest, Ratio};
use tallystick_contracts::{ContractDocument, RegisterContract};

use crate::given::given;
use crate::world::*;

#[rstest]
#[case::nothing(|b: &mut RegisterContract| b.amount = cny("0.00"), "amount-not-positive")]
#[case::less_than_nothing(|b: &mut RegisterContract| b.amount = cny("-1.00"), "amount-not-positive")]
#[case::too_much_with_the_tolerance(|b: &mut RegisterContract| b.amount = cny("92233720368547758.07"), "money-too-large")]
#[case::tolerance(|b: &mut RegisterContract| b.tolerance = Ratio::parse("1.01").unwrap(), "tolerance-too-wide")]
#[case::signed_tomorrow(|b: &mut RegisterContract| b.signed_on = date("2026-03-03"), "signed-in-future")]
#[case::inspecting_for_ever(|b: &mut RegisterContract| b.inspection_days = u32::MAX, "days-too-many")]
#[case::no_day_to_answer(|b: &mut RegisterContract| b.confirmation_days = Some(0), "confirmation-days-missing")]
#[case::no_document(|b: &mut RegisterContract| b.documents.clear(), "document-count")]
#[case::many_documents(|b: &mut RegisterContract| b.documents = (0..51).map(document).collect(), "document-count")]
#[case::one_document_twice(|b: &mut RegisterContract| b.documents.push(document(1)), "document-repeated")]
#[case::an_empty_document(|b: &mut RegisterContract| b.documents[0].size = 0, "document-form")]
#[case::no_media_type(|b: &mut RegisterContract| b.documents[0].media_type = text("PDF"), "document-form")]
#[case::a_media_type_with_parameters(|b: &mut RegisterContract| b.documents[0].media_type = text("text/csv; x=1"), "document-form")]
fn a_contract_that_cannot_be_is_refused(#[case] change: fn(&mut RegisterContract), #[case] code: &str) {
    let mut body = body();
    change(&mut body);
    let world = World::new().prepared(&body);
    given(&world).when(supplier(), body).then_rejected(code);
}

#[test]
fn days_are_those_of_beijing() {
    let mut world = World::new();
    let today = RegisterContract {
        signed_on: date("2026-03-03"),
        ..body()
    };
    // 16:00 UTC on 2 March is midnight in Beijing.
    world.now = tallystick_base::Millis::from_secs(1_772_467_199).unwrap();
    let world_before = world.clone().prepared(&today);
    given(&world_before)
        .when(supplier(), today.clone())
        .then_rejected("signed-in-future");
    world.now = tallystick_base::Millis::from_secs(1_772_467_200).unwrap();
    world.registered(today);
}

#[rstest]
#[case::as_long_as_the_law(30, None)]
#[case::shorter(10, None)]
#[case::longer(31, Some("confirmation-days-too-many"))]
fn article_16_a_bound_buyer_cannot_agree_more_than_30_days_to_confirm(
    #[case] days: u32,
    #[case] refused: Option<&str>,
) {
    let stated = |buyer| RegisterContract {
        confirmation_days: Some(days),
        ..body_with(buyer)
    };
    let world = World::new().prepared(&stated(HOSPITAL));
    let decided = given(&world).when(supplier(), stated(HOSPITAL));
    match refused {
        Some(code) => decided.then_rejected(code),
        None => assert_eq!(decided.accepted().contract().terms.confirmation_days, Some(days)),
    }
    World::new().registered(stated(PHARMACY));
}

#[test]
fn the_tolerance_is_rounded_down_to_the_fen() {
    let body = RegisterContract {
        amount: cny("33.33"),
        tolerance: Ratio::parse("0.10").unwrap(),
        ..body()
    };
    let world = World::new().contracted(body);
    assert_eq!(world.allowance().limit, cny("36.66"));
}

#[test]
fn documents_are_told_apart_by_their_digests() {
    let copy = ContractDocument {
        digest: Digest::from_bytes([2; 32]),
        ..document(1)
    };
    let body = RegisterContract {
        documents: vec![document(1), copy],
        ..body()
    };
    assert_eq!(World::new().registered(body).contract().terms.documents.len(), 2);
}

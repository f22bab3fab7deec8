//! Every refusal about bids and guarantees: code, class, sentence.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tallystick_base::{Currency, Digest, GuaranteeId, Ratio};
use tallystick_financing::guarantor_use::GuarantorLimit;
use tallystick_financing::{AuctionRejection, GuaranteeRejection, Rejection};

use crate::tender::review_of;
use crate::world::{BANK, SECOND_BANK, cny, morning, request};

fn auctions() -> Vec<AuctionRejection> {
    use AuctionRejection as R;
    let (request, review) = (request(1), review_of(BANK));
    let (bids_until, reveal_until) = (morning("2026-03-04"), morning("2026-03-05"));
    vec![
        R::NotFound { request },
        R::BidNotFound { review },
        R::NotSealed { review },
        R::Stage {
            request,
            stage: "Closed",
        },
        R::AlreadyCommitted { review },
        R::TooLateToCommit {
            bids_until,
            now: morning("2026-03-05"),
        },
        R::TooEarlyToReveal {
            bids_until,
            now: morning("2026-03-03"),
        },
        R::TooLateToReveal {
            reveal_until,
            now: morning("2026-03-06"),
        },
        R::BidStage {
            review,
            stage: "Revealed",
        },
        R::FileTooLong {
            most: 16_384,
            found: 16_385,
        },
        R::OtherFile {
            committed: Digest::from_bytes([1; 32]),
            found: Digest::from_bytes([2; 32]),
        },
        R::Malformed {
            line: 2,
            column: 10,
            detail: "unknown field `colour`".to_owned(),
        },
        R::OtherReview {
            review,
            found: review_of(SECOND_BANK),
        },
        R::ValidTooShort {
            valid_until: reveal_until,
            reveal_until,
        },
        R::NotOver {
            request,
            bids_until,
            reveal_until,
            now: reveal_until,
        },
    ]
}

fn guarantees() -> Vec<GuaranteeRejection> {
    use GuaranteeRejection as R;
    let guarantee = GuaranteeId::from_parts(1, [0; 10]);
    let until = morning("2026-03-07");
    vec![
        R::NotFound { guarantee },
        R::Exists { guarantee },
        R::Involved,
        R::Share {
            share: Ratio::parse("1.01").unwrap(),
        },
        R::FeeNegative { fee: cny("-0.01") },
        R::PeriodEmpty,
        R::Until {
            until: morning("2026-03-10"),
            now: morning("2026-03-02"),
            latest: morning("2026-03-09"),
        },
        R::Stage {
            guarantee,
            stage: "Withdrawn",
        },
        R::Expired { guarantee, until },
        R::Stands { guarantee, until },
        R::ReliedOn { guarantee, until },
        R::OtherRequest { guarantee },
        R::NotNamed { guarantee },
        R::NetAssetsUnknown,
        R::NetAssetsCurrency {
            expected: Currency::CNY,
            found: Currency::USD,
        },
        R::LimitExceeded {
            limit: GuarantorLimit {
                which: "the sum for this borrower",
                limit: cny("559999.99"),
                used: cny("560000.00"),
            },
        },
    ]
}

pub(crate) fn of_bids_and_guarantees() -> Vec<Rejection> {
    let auctions = auctions().into_iter().map(Rejection::from);
    auctions
        .chain(guarantees().into_iter().map(Rejection::from))
        .collect()
}

#[test]
fn codes_classes_and_sentences_about_bids_and_guarantees() {
    let mut table = String::new();
    for rejection in of_bids_and_guarantees() {
        let (code, status) = (rejection.code(), rejection.status());
        writeln!(table, "{code} · {status:?}\n    {rejection}").unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn codes_about_bids_and_guarantees_differ() {
    let all = of_bids_and_guarantees();
    let codes: BTreeSet<_> = all.iter().map(Rejection::code).collect();
    assert_eq!(codes.len(), all.len());
}

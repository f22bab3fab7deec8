//! Every arrow of bids, auctions, records, guarantees and uses: where it leads, also those that only later crates take.

use std::fmt::Write as _;

use tallystick_base::{IllegalTransition, LoanId};
use tallystick_financing::auction::Opened;
use tallystick_financing::guarantee::GuaranteeTerms;
use tallystick_financing::guarantor_use::GuaranteeUse;
use tallystick_financing::{
    AuctionTransition, BidRecordTransition, BidTransition, GuaranteeTransition, GuarantorUseTransition,
    auction, bid, bid_record, guarantee, guarantor_use,
};

use crate::world::{
    BANK, GUARANTOR, SECOND_BANK, SUPPLIER, cny, date, digest, guarantee as id, morning, request, review,
    share,
};

/// For each way to a state, what each transition then leads to.
fn table<S: Clone, T>(
    apply: impl Fn(Option<S>, &T) -> Result<S, IllegalTransition>,
    ways: &[&[&T]],
    transitions: &[T],
    name: impl Fn(&T) -> &'static str,
    stage: impl Fn(&S) -> String,
) -> String {
    let mut table = String::from("| from |");
    for transition in transitions {
        write!(table, " {} |", name(transition)).unwrap();
    }
    table.push('\n');
    for way in ways {
        let before = way.iter().fold(None, |before, transition| {
            Some(apply(before, transition).unwrap())
        });
        write!(
            table,
            "| {} |",
            before.as_ref().map_or("nothing".to_owned(), &stage)
        )
        .unwrap();
        for transition in transitions {
            let after = apply(before.clone(), transition);
            write!(
                table,
                " {} |",
                after.map_or("-".to_owned(), |after| stage(&after))
            )
            .unwrap();
        }
        table.push('\n');
    }
    table
}

#[test]
fn arrows_of_bids() {
    let all = [
        BidTransition::Committed {
            review: review(11),
            request: request(1),
            bank: BANK.id(),
            commitment: digest(1),
            at: morning("2026-03-02"),
        },
        BidTransition::Revealed {},
        BidTransition::Unrevealed {},
    ];
    let [committed, revealed, unrevealed] = &all;
    let ways: [&[_]; 4] = [
        &[],
        &[committed],
        &[committed, revealed],
        &[committed, unrevealed],
    ];
    let table = table(bid::apply, &ways, &all, BidTransition::name, |bid| {
        bid.stage.name().to_owned()
    });
    insta::assert_snapshot!(table);
}

#[test]
fn arrows_of_auctions() {
    let all = [
        AuctionTransition::Opened {
            request: request(1),
            amount: cny("800000.00"),
            bids_until: morning("2026-03-04"),
            reveal_until: morning("2026-03-05"),
        },
        AuctionTransition::Committed {
            review: review(11),
            bank: BANK.id(),
        },
        AuctionTransition::Committed {
            review: review(12),
            bank: SECOND_BANK.id(),
        },
        AuctionTransition::Revealed {
            review: review(11),
            opened: Opened {
                amount: cny("800000.00"),
                cost: cny("14972.22"),
            },
        },
        AuctionTransition::Closed {
            award: Some(review(11)),
            unrevealed: Vec::new(),
        },
        AuctionTransition::Ended {},
    ];
    let [began, first, _, revealed, closed, ended] = &all;
    let ways: [&[_]; 6] = [
        &[],
        &[began],
        &[began, first],
        &[began, first, revealed],
        &[began, first, revealed, closed],
        &[began, ended],
    ];
    let stage = |auction: &tallystick_financing::Auction| {
        let sealed = auction.unopened().count();
        format!(
            "{}, {sealed} of {} sealed",
            auction.stage.name(),
            auction.bids.len()
        )
    };
    let table = table(auction::apply, &ways, &all, AuctionTransition::name, stage);
    insta::assert_snapshot!(table);
}

#[test]
fn arrows_of_guarantees() {
    let amount = cny("560000.00");
    let on = date("2026-03-05");
    let all = [
        GuaranteeTransition::Offered(Box::new(GuaranteeTerms {
            guarantee: id(1),
            request: request(1),
            guarantor: GUARANTOR.id(),
            borrower: SUPPLIER.id(),
            share: share("0.80"),
            at_most: cny("600000.00"),
            fee: cny("3000.00"),
            period: "P6M".parse().unwrap(),
            until: morning("2026-03-07"),
        })),
        GuaranteeTransition::Withdrawn {},
        GuaranteeTransition::Lapsed {},
        GuaranteeTransition::Issued {
            bank: BANK.id(),
            amount,
            on,
        },
        GuaranteeTransition::ReliedOn {
            loan: LoanId::from_parts(1, [0; 10]),
        },
        GuaranteeTransition::Called { amount, on },
        GuaranteeTransition::Paid { amount },
        GuaranteeTransition::PaymentReversed { amount },
        GuaranteeTransition::PassedOn { amount },
        GuaranteeTransition::Released {},
    ];
    let [
        offered,
        withdrawn,
        lapsed,
        issued,
        relied_on,
        called,
        paid,
        reversed,
        passed_on,
        released,
    ] = &all;
    let ways: [&[_]; 12] = [
        &[],
        &[offered],
        &[offered, issued],
        &[offered, issued, relied_on],
        &[offered, issued, relied_on, called],
        &[offered, issued, relied_on, paid],
        &[offered, issued, relied_on, called, paid],
        &[offered, issued, relied_on, called, paid, reversed],
        &[offered, issued, relied_on, called, paid, passed_on],
        &[offered, issued, released],
        &[offered, withdrawn],
        &[offered, lapsed],
    ];
    let stage = |guarantee: &guarantee::Guarantee| {
        let loan = guarantee.loan.map_or("", |_| ", relied on");
        let claim = guarantee.subrogated().unwrap();
        let claim = if claim.is_zero() {
            String::new()
        } else {
            format!(", claim {claim}")
        };
        format!("{}{loan}{claim}", guarantee.stage.name())
    };
    let table = table(guarantee::apply, &ways, &all, GuaranteeTransition::name, stage);
    insta::assert_snapshot!(table);
}

#[test]
fn a_bid_that_was_not_opened_is_recorded_once() {
    let unrevealed = |n| BidRecordTransition::Unrevealed {
        request: request(n),
        on: date("2026-03-05"),
    };
    let record = bid_record::apply(None, &unrevealed(1)).unwrap();
    let record = bid_record::apply(Some(record), &unrevealed(2)).unwrap();
    assert_eq!(record.unrevealed.len(), 2);
    assert!(bid_record::apply(Some(record), &unrevealed(1)).is_err());
}

#[test]
fn a_limit_is_used_once_by_a_guarantee_and_freed_once() {
    let taken = GuarantorUseTransition::Taken {
        guarantee: id(1),
        taken: GuaranteeUse {
            borrower: SUPPLIER.id(),
            group: None,
            small: true,
            amount: cny("560000.00"),
        },
    };
    let freed = GuarantorUseTransition::Freed { guarantee: id(1) };
    assert!(guarantor_use::apply(None, &freed).is_err());
    let used = guarantor_use::apply(None, &taken).unwrap();
    assert!(guarantor_use::apply(Some(used.clone()), &taken).is_err());
    let free = guarantor_use::apply(Some(used), &freed).unwrap();
    assert!(free.uses.is_empty());
    assert!(guarantor_use::apply(Some(free), &freed).is_err());
}

//! A guarantor's offer, and how far its request has come.

use tallystick_base::{GuaranteeId, Ratio};
use tallystick_financing::{
    IssueGuarantee, LapseGuarantee, MakeOffer, OfferGuarantee, OfferTerms, WithdrawGuarantee,
};

use crate::given::given;
use crate::world::{
    BANK, GUARANTOR, SUPPLIER, World, accept, cny, guarantee, morning, offer, offer_terms, request, salt,
};

/// The last moment of the guarantor's offer.
pub(crate) const STANDS_UNTIL: &str = "2026-03-07";

/// For 80 % of what is lent and at most 600,000.00, for a fee of 3,000.00.
pub(crate) fn promise(n: u64) -> OfferGuarantee {
    OfferGuarantee {
        salt: salt(),
        guarantee: guarantee(n),
        request: request(1),
        share: Ratio::parse("0.80").unwrap(),
        at_most: cny("600000.00"),
        fee: cny("3000.00"),
        period: None,
        until: morning(STANDS_UNTIL),
    }
}

pub(crate) fn take_back(n: u64) -> WithdrawGuarantee {
    WithdrawGuarantee {
        salt: salt(),
        guarantee: guarantee(n),
    }
}

pub(crate) fn issue(n: u64) -> IssueGuarantee {
    IssueGuarantee {
        salt: salt(),
        guarantee: guarantee(n),
    }
}

pub(crate) fn lapse(n: u64) -> LapseGuarantee {
    LapseGuarantee {
        salt: salt(),
        guarantee: guarantee(n),
    }
}

/// Guarantee 1 is offered for the request.
pub(crate) fn promised() -> World {
    given(&World::submitted())
        .when(GUARANTOR, promise(1))
        .then_steps(&["guarantee offered"])
}

/// The borrower accepted the bank's offer of an amount, which relies on a guarantee or on none.
pub(crate) fn accepted(world: &World, amount: &str, relies_on: Option<GuaranteeId>) -> World {
    let terms = OfferTerms {
        amount: cny(amount),
        guarantee: relies_on,
        ..offer_terms("0.0385")
    };
    let offered = MakeOffer {
        terms,
        ..offer(11, "0.0385")
    };
    let world = given(world).when(BANK, offered).accepted();
    given(&world).when(SUPPLIER, accept(1, 11)).accepted()
}

/// Guarantee 1 is offered, and the borrower accepted an offer of 700,000.00 that relies on it.
pub(crate) fn relied_on() -> World {
    accepted(&promised(), "700000.00", Some(guarantee(1)))
}

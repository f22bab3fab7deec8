//! Ids by number, and what the cast signs, ready to be changed in a test.

use std::collections::BTreeSet;

use tallystick_base::{
    CertificateId, ContractId, Currency, DayCount, FinancingRequestId, GuaranteeId, Money, ProductId, Rate,
    Ratio, ReceivableId, ReviewId,
};
use tallystick_certificates::Recourse;
use tallystick_financing::{
    AcceptOffer, DeclineReason, DeclineRequest, Direction, Eligible, ExpireRequest, Fee, FeeBasis,
    InterestMode, Invitation, JoinRequest, MakeOffer, OfferTerms, ProductTerms, PublishProduct, RateBasis,
    ReviseProduct, Security, SubmitRequest, SurplusTo, TenorLimits, WithdrawOffer, WithdrawProduct,
    WithdrawRequest,
};

use crate::world::{
    BANK, GUARANTOR, SECOND_BANK, SUPPLIER, THIRD_BANK, Who, account, certificate_amount, cny, date, morning,
    salt, text,
};

pub(crate) fn contract(n: u64) -> ContractId {
    ContractId::from_parts(n, [0; 10])
}

pub(crate) fn receivable(n: u64) -> ReceivableId {
    ReceivableId::from_parts(n, [0; 10])
}

pub(crate) fn certificate(n: u64) -> CertificateId {
    CertificateId::from_parts(n, [0; 10])
}

pub(crate) fn product(n: u64) -> ProductId {
    ProductId::from_parts(n, [0; 10])
}

pub(crate) fn request(n: u64) -> FinancingRequestId {
    FinancingRequestId::from_parts(n, [0; 10])
}

pub(crate) fn review(n: u64) -> ReviewId {
    ReviewId::from_parts(n, [0; 10])
}

pub(crate) fn guarantee(n: u64) -> GuaranteeId {
    GuaranteeId::from_parts(n, [0; 10])
}

/// A pledge product: 3.85 % at most, in arrears, a fee of 500.00 at most, for 30 days to a year.
pub(crate) fn terms() -> ProductTerms {
    ProductTerms {
        name: text("确权贷"),
        currency: Currency::CNY,
        debtors: Eligible::Anyone {},
        suppliers: Eligible::Anyone {},
        security: Security::Pledge,
        advance_rate: None,
        rate: RateBasis::Fixed {
            rate: Rate::parse("0.0385").unwrap(),
        },
        interest: InterestMode::Arrears,
        day_count: DayCount::Actual360,
        fees: vec![Fee {
            name: text("手续费"),
            basis: FeeBasis::Fixed {
                amount: cny("500.00"),
            },
        }],
        penalty_factor: None,
        recourse: Recourse::Full,
        grace_days: 3,
        order: None,
        surplus: SurplusTo::Borrower,
        programme: None,
        tenor: TenorLimits {
            least_days: 30,
            most_days: 365,
        },
    }
}

/// The bank whose product and reviews have this last digit: 1, 2 or 3.
pub(crate) fn bank_of(n: u64) -> Who {
    match n % 10 {
        1 => BANK,
        2 => SECOND_BANK,
        _ => THIRD_BANK,
    }
}

pub(crate) fn publish(n: u64) -> PublishProduct {
    PublishProduct {
        salt: salt(),
        product: product(n),
        terms: terms(),
    }
}

pub(crate) fn revise(n: u64) -> ReviseProduct {
    ReviseProduct {
        salt: salt(),
        product: product(n),
        terms: ProductTerms {
            rate: RateBasis::LprPlus { basis_points: 50 },
            ..terms()
        },
    }
}

pub(crate) fn withdraw_product(n: u64) -> WithdrawProduct {
    WithdrawProduct {
        salt: salt(),
        product: product(n),
    }
}

/// Request `n` asks bank `k` under its product `k`; the review is number 10 `n` + `k`.
pub(crate) fn invite(n: u64, k: u64) -> Invitation {
    Invitation {
        bank: bank_of(k).id(),
        product: product(k),
        review: review(10 * n + k),
    }
}

/// The supplier asks all three banks for four fifths of two certificates until the morning of 9 March 2026, for the
/// time from that day to 31 August. Request 1 is on certificates 1 and 2, request 2 on 3 and 4.
pub(crate) fn submit(n: u64) -> SubmitRequest {
    let backing = if n.is_multiple_of(2) { [3, 4] } else { [1, 2] };
    let whole: i64 = backing.iter().map(|at| certificate_amount(*at).minor()).sum();
    SubmitRequest {
        salt: salt(),
        request: request(n),
        direction: Direction::Upstream {},
        certificates: backing.map(certificate).to_vec(),
        amount: Money::from_minor(whole / 5 * 4, Currency::CNY),
        draw_on: date("2026-03-09"),
        matures_on: date("2026-08-31"),
        until: morning("2026-03-09"),
        bids_until: None,
        purpose: text("采购原材料"),
        invitations: [1, 2, 3].map(|k| invite(n, k)).to_vec(),
        guarantors: BTreeSet::from([GUARANTOR.id()]),
        pay_to: Some(SUPPLIER.account()),
    }
}

/// The same with sealed bids until the morning of 4 March.
pub(crate) fn submit_sealed(n: u64) -> SubmitRequest {
    SubmitRequest {
        bids_until: Some(morning("2026-03-04")),
        ..submit(n)
    }
}

/// The same by the debtor, to pay the supplier now.
pub(crate) fn submit_downstream(n: u64) -> SubmitRequest {
    SubmitRequest {
        direction: Direction::Downstream {
            holder: SUPPLIER.id(),
        },
        pay_to: None,
        ..submit(n)
    }
}

pub(crate) fn join(n: u64) -> JoinRequest {
    JoinRequest {
        salt: salt(),
        request: request(n),
        pay_to: SUPPLIER.account(),
    }
}

pub(crate) fn accept(n: u64, at: u64) -> AcceptOffer {
    AcceptOffer {
        salt: salt(),
        request: request(n),
        review: review(at),
    }
}

pub(crate) fn withdraw(n: u64) -> WithdrawRequest {
    WithdrawRequest {
        salt: salt(),
        request: request(n),
    }
}

pub(crate) fn expire(n: u64) -> ExpireRequest {
    ExpireRequest {
        salt: salt(),
        request: request(n),
    }
}

/// The whole of what request 1 asks for, without fees or conditions.
pub(crate) fn offer_terms(rate: &str) -> OfferTerms {
    OfferTerms {
        amount: cny("800000.00"),
        rate: Rate::parse(rate).unwrap(),
        fees: Vec::new(),
        guarantee: None,
        conditions: Vec::new(),
    }
}

/// An offer under review `n`, of a request for 800,000.00.
pub(crate) fn offer(n: u64, rate: &str) -> MakeOffer {
    MakeOffer {
        salt: salt(),
        review: review(n),
        terms: offer_terms(rate),
        valid_until: morning("2026-03-06"),
    }
}

pub(crate) fn withdraw_offer(n: u64) -> WithdrawOffer {
    WithdrawOffer {
        salt: salt(),
        review: review(n),
    }
}

pub(crate) fn decline(n: u64) -> DeclineRequest {
    DeclineRequest {
        salt: salt(),
        review: review(n),
        reasons: vec![DeclineReason::Limit],
        note: None,
    }
}

pub(crate) fn share(text: &str) -> Ratio {
    Ratio::parse(text).unwrap()
}

pub(crate) fn listed(parties: &[Who]) -> Eligible {
    Eligible::Listed {
        parties: parties.iter().map(|who| who.id()).collect::<BTreeSet<_>>(),
    }
}

pub(crate) fn other_account() -> tallystick_parties::BankAccount {
    account("6222999999999")
}

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, RulePack, SizeClass, Subject};
use tallystick_parties::Rules;

use super::{standing, step};
use crate::law::{check_payment, check_terms, payment_period, protection};
use crate::rejection::size_name;
use crate::{
    Case, ContractNumber, ContractNumberTransition, ContractTransition, Protection, RegisterContract,
    Rejection, Side, Step, Terms, contract_number,
};

pub(super) fn register(
    case: &Case,
    body: &RegisterContract,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let by = registering_side(body, context)?;
    check_other_side(case, body, by)?;
    let number = free_number(case, body)?;
    let rules = case.parties.rules(Rules::DEFAULT)?;
    let today = case.parties.today(Rules::DEFAULT, context)?;
    check_signed(body.signed_on, today)?;
    check_supplier_size(case, body, by, today)?;
    let protection = protection_of(case, body)?;
    let terms = terms(body, protection, rules)?;
    let registered = ContractTransition::Registered {
        contract: body.contract,
        supplier: body.supplier,
        buyer: body.buyer,
        by,
        number: number.clone(),
        supplier_size: body.supplier_size,
        protection,
        terms: Box::new(terms),
    };
    let taken = ContractNumberTransition::Taken {
        contract: body.contract,
    };
    Ok(vec![
        step(body.contract.subject(), registered),
        step(number, taken),
    ])
}

fn registering_side(body: &RegisterContract, context: &Context) -> Result<Side, Rejection> {
    if body.supplier == body.buyer {
        return Err(Rejection::SupplierIsBuyer { party: body.supplier });
    }
    let actor = &context.actor;
    let own = Side::of(actor.capacity).filter(|side| match side {
        Side::Supplier => body.supplier == actor.party,
        Side::Buyer => body.buyer == actor.party,
    });
    standing(own, context)
}

/// The other side is active, and registered for its part in the contract.
fn check_other_side(case: &Case, body: &RegisterContract, by: Side) -> Result<(), Rejection> {
    let (party, capacity) = match by {
        Side::Supplier => (body.buyer, Capacity::Buyer),
        Side::Buyer => (body.supplier, Capacity::Supplier),
    };
    if case.parties.active(party)?.acts_as(capacity) {
        Ok(())
    } else {
        Err(tallystick_parties::Rejection::CapacityNotHeld { party, capacity }.into())
    }
}

/// The subject of the number, if no other contract of the two holds it.
fn free_number(case: &Case, body: &RegisterContract) -> Result<Subject, Rejection> {
    let contract = body.contract;
    if case.contracts.contains_key(&contract) {
        return Err(Rejection::ContractExists { contract });
    }
    let name = contract_number::key(body.buyer, body.supplier, body.number.as_str());
    let subject = case.parties.keyed(&name)?;
    match case.numbers.get(subject).and_then(ContractNumber::holder) {
        Some(contract) => Err(Rejection::ContractNumberTaken {
            number: body.number.to_string(),
            contract,
        }),
        None => Ok(subject.clone()),
    }
}

pub(super) fn check_signed(signed_on: NaiveDate, today: NaiveDate) -> Result<(), Rejection> {
    if signed_on > today {
        Err(Rejection::SignedInFuture { signed_on, today })
    } else {
        Ok(())
    }
}

/// The class at signing is what the supplier tells the buyer when they contract (Order 802 article 3). A profile
/// knows the class of today only, so for an older contract the supplier, and nobody for it, may state another.
fn check_supplier_size(
    case: &Case,
    body: &RegisterContract,
    by: Side,
    today: NaiveDate,
) -> Result<(), Rejection> {
    // Who is no enterprise, such as a hospital that sells a service, is not small either.
    let profile = case.parties.profile(body.supplier)?.data.size;
    let stated_by_supplier = by == Side::Supplier && body.signed_on < today && profile.is_some();
    let present = profile.unwrap_or(SizeClass::Large);
    if present == body.supplier_size || stated_by_supplier {
        return Ok(());
    }
    Err(Rejection::SupplierSizeDiffers {
        profile: size_name(present),
        stated: size_name(body.supplier_size),
    })
}

fn protection_of(case: &Case, body: &RegisterContract) -> Result<Protection, Rejection> {
    let buyer = case.parties.party(body.buyer)?;
    let class = buyer
        .buyer_class
        .ok_or(tallystick_parties::Rejection::CapacityNotHeld {
            party: body.buyer,
            capacity: Capacity::Buyer,
        })?;
    let size = case.parties.profile(body.buyer)?.data.size;
    Ok(protection(class, size, body.supplier_size))
}

fn terms(body: &RegisterContract, protection: Protection, rules: &RulePack) -> Result<Terms, Rejection> {
    if body.pay_when_paid {
        return Err(Rejection::PayWhenPaid);
    }
    let payment = payment_period(&body.payment, protection, body.signed_on, rules)?;
    check_payment(&payment, protection, body.signed_on, rules)?;
    let terms = Terms {
        number: body.number.clone(),
        title: body.title.clone(),
        amount: body.amount,
        signed_on: body.signed_on,
        procurement: body.procurement,
        payment,
        inspection_days: body.inspection_days,
        vouchers_agreed: body.vouchers_agreed,
        tolerance: body.tolerance,
        late_rate: body.late_rate,
        confirmation_days: body.confirmation_days,
        documents: body.documents.clone(),
    };
    check_terms(&terms, protection, rules)?;
    Ok(terms)
}

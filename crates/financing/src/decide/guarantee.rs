//! Guarantees until a loan relies on them.

use tallystick_base::{
    Capacity, Context, Currency, GuaranteeId, Millis, Money, PartyId, Ratio, RulePack, Term,
};

use super::request::{check_not_expired, check_submitted};
use super::{check_actor, check_amount};
use crate::command::{IssueGuarantee, LapseGuarantee, OfferGuarantee, WithdrawGuarantee};
use crate::guarantee::GuaranteeTerms;
use crate::guarantor_use::{GuaranteeUse, exceeded};
use crate::request::Submission;
use crate::{
    Case, FinancingRequest, Guarantee, GuaranteeRejection, GuaranteeStage, GuaranteeTransition, GuarantorUse,
    GuarantorUseTransition, Offer, Part, Rejection, RequestRejection, RequestStage, RequestTransition,
    Review, ReviewStage, Step,
};

pub(super) fn offer(case: &Case, body: &OfferGuarantee, context: &Context) -> Result<Vec<Step>, Rejection> {
    let guarantee = body.guarantee;
    let request = case.request(body.request)?;
    if case.guarantees.contains_key(&guarantee) {
        return Err(GuaranteeRejection::Exists { guarantee }.into());
    }
    check_submitted(request, context.received)?;
    let asked = &request.submission;
    check_outside(asked, context)?;
    check_share(body.share)?;
    check_amount(body.at_most, asked.amount.currency())?;
    check_fee(body.fee, asked.amount.currency())?;
    check_until(body.until, asked.until, context.received)?;
    let offered = GuaranteeTransition::Offered(Box::new(GuaranteeTerms {
        guarantee,
        request: body.request,
        guarantor: context.actor.party,
        borrower: asked.borrower,
        share: body.share,
        at_most: body.at_most,
        fee: body.fee,
        period: period(case.rules()?, body.period, asked, context.received)?,
        until: body.until,
    }));
    Ok(vec![Step::new(guarantee, offered)])
}

pub(super) fn withdraw(
    case: &Case,
    body: &WithdrawGuarantee,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let guarantee = case.guarantee(body.guarantee)?;
    check_actor(
        context,
        guarantee.terms.guarantor,
        Capacity::Guarantor,
        Part::Guarantor,
    )?;
    check_stands(guarantee, context.received)?;
    check_not_relied_on(case, guarantee, context.received)?;
    Ok(vec![Step::new(body.guarantee, GuaranteeTransition::Withdrawn {})])
}

pub(super) fn issue(case: &Case, body: &IssueGuarantee, context: &Context) -> Result<Vec<Step>, Rejection> {
    let guarantee = case.guarantee(body.guarantee)?;
    let guarantor = guarantee.terms.guarantor;
    check_actor(context, guarantor, Capacity::Guarantor, Part::Guarantor)?;
    check_stands(guarantee, context.received)?;
    let request = case.request(guarantee.terms.request)?;
    check_accepted(request, context.received)?;
    let (review, offer) = relying(case, request, body.guarantee)?.ok_or(GuaranteeRejection::NotNamed {
        guarantee: body.guarantee,
    })?;
    let amount = guarantee.amount_for(offer.terms.amount)?;
    check_amount(amount, request.submission.amount.currency())?;
    let taken = limited_use(case, guarantee, amount, context.received)?;
    let issued = GuaranteeTransition::Issued {
        bank: review.bank,
        amount,
        on: context.received.date_at(case.rules()?.utc_offset_minutes),
    };
    let guaranteed = RequestTransition::Guaranteed {
        guarantee: body.guarantee,
    };
    let used = GuarantorUseTransition::Taken {
        guarantee: body.guarantee,
        taken,
    };
    Ok(vec![
        Step::new(body.guarantee, issued),
        Step::new(request.id(), guaranteed),
        Step::new(GuarantorUse::subject_of(guarantor), used),
    ])
}

pub(super) fn lapse(case: &Case, body: &LapseGuarantee, context: &Context) -> Result<Vec<Step>, Rejection> {
    let guarantee = case.guarantee(body.guarantee)?;
    check_offered(guarantee)?;
    if guarantee.has_expired(context.received) {
        Ok(vec![Step::new(body.guarantee, GuaranteeTransition::Lapsed {})])
    } else {
        Err(GuaranteeRejection::Stands {
            guarantee: body.guarantee,
            until: guarantee.terms.until,
        }
        .into())
    }
}

/// The guarantee that an offer for a request names: offered for this request, and standing.
pub(super) fn offered_for<'a>(
    case: &'a Case,
    guarantee: GuaranteeId,
    request: &FinancingRequest,
    now: Millis,
) -> Result<&'a Guarantee, GuaranteeRejection> {
    let named = case.guarantee(guarantee)?;
    if named.terms.request != request.id() {
        return Err(GuaranteeRejection::OtherRequest { guarantee });
    }
    check_stands(named, now)?;
    Ok(named)
}

fn check_offered(guarantee: &Guarantee) -> Result<(), GuaranteeRejection> {
    match guarantee.stage {
        GuaranteeStage::Offered {} => Ok(()),
        GuaranteeStage::Issued { .. }
        | GuaranteeStage::Called { .. }
        | GuaranteeStage::Paid { .. }
        | GuaranteeStage::Released {}
        | GuaranteeStage::Withdrawn {}
        | GuaranteeStage::Lapsed {} => Err(GuaranteeRejection::Stage {
            guarantee: guarantee.id(),
            stage: guarantee.stage.name(),
        }),
    }
}

/// It is offered, and its last moment has not passed.
fn check_stands(guarantee: &Guarantee, now: Millis) -> Result<(), GuaranteeRejection> {
    check_offered(guarantee)?;
    if guarantee.has_expired(now) {
        return Err(GuaranteeRejection::Expired {
            guarantee: guarantee.id(),
            until: guarantee.terms.until,
        });
    }
    Ok(())
}

/// Nobody guarantees its own debt, its own claim, or what it is owed itself; which of these it is, is not said. And nobody
/// guarantees unasked: who is asked sees the request.
fn check_outside(asked: &Submission, context: &Context) -> Result<(), GuaranteeRejection> {
    let guarantor = context.actor.party;
    let invited = asked.invitations.iter().map(|invitation| invitation.bank);
    let mut inside = invited.chain([asked.borrower, asked.debtor, asked.holder]);
    if inside.any(|party| party == guarantor) {
        Err(GuaranteeRejection::Involved)
    } else if asked.guarantors.contains(&guarantor) {
        Ok(())
    } else {
        Err(GuaranteeRejection::NotAsked {
            request: asked.request,
        })
    }
}

fn check_share(share: Ratio) -> Result<(), GuaranteeRejection> {
    let decimal = share.decimal();
    if decimal.is_zero() || decimal > 1.into() {
        Err(GuaranteeRejection::Share { share })
    } else {
        Ok(())
    }
}

fn check_fee(fee: Money, currency: Currency) -> Result<(), Rejection> {
    if fee.currency() != currency {
        Err(Rejection::CurrencyOther {
            expected: currency,
            found: fee.currency(),
        })
    } else if fee.is_negative() {
        Err(GuaranteeRejection::FeeNegative { fee }.into())
    } else {
        Ok(())
    }
}

fn check_until(until: Millis, latest: Millis, now: Millis) -> Result<(), GuaranteeRejection> {
    if now < until && until <= latest {
        Ok(())
    } else {
        Err(GuaranteeRejection::Until { until, now, latest })
    }
}

/// The period agreed, or what the rules say on the day of the offer; one that ends with the due date is none (Civil Code
/// article 692). Its end can be computed.
fn period(
    rules: &RulePack,
    agreed: Option<Term>,
    asked: &Submission,
    now: Millis,
) -> Result<Term, Rejection> {
    let today = now.date_at(rules.utc_offset_minutes);
    let period = match agreed {
        Some(Term::Days(0) | Term::Months(0) | Term::Years(0)) => {
            return Err(GuaranteeRejection::PeriodEmpty.into());
        }
        Some(period) => period,
        None => rules.guarantee_period_on(today)?.value.after_due,
    };
    period.end_after(asked.matures_on)?;
    Ok(period)
}

/// The accepted offer of a request, with its review, where it relies on a guarantee.
fn relying<'a>(
    case: &'a Case,
    request: &FinancingRequest,
    guarantee: GuaranteeId,
) -> Result<Option<(&'a Review, &'a Offer)>, Rejection> {
    let RequestStage::Accepted { review, .. } = request.stage else {
        return Ok(None);
    };
    let review = case.review(review)?;
    let ReviewStage::Taken(offer) = &review.stage else {
        return Ok(None);
    };
    Ok((offer.terms.guarantee == Some(guarantee)).then_some((review, &**offer)))
}

/// The borrower accepted an offer, and there is time left to approve a loan on it.
fn check_accepted(request: &FinancingRequest, now: Millis) -> Result<(), RequestRejection> {
    match request.stage {
        RequestStage::Accepted { .. } => check_not_expired(request, now),
        RequestStage::Submitted {}
        | RequestStage::Approved { .. }
        | RequestStage::Funded { .. }
        | RequestStage::Closed {}
        | RequestStage::Declined {}
        | RequestStage::Withdrawn {}
        | RequestStage::Expired {} => Err(RequestRejection::Stage {
            request: request.id(),
            stage: request.stage.name(),
            needed: "Accepted",
        }),
    }
}

/// A borrower who accepted an offer that relies on it can count on its being issued as long as it was offered for (Civil
/// Code article 476).
fn check_not_relied_on(case: &Case, guarantee: &Guarantee, now: Millis) -> Result<(), Rejection> {
    let request = case.request(guarantee.terms.request)?;
    if !request.has_expired(now) && relying(case, request, guarantee.id())?.is_some() {
        return Err(GuaranteeRejection::ReliedOn {
            guarantee: guarantee.id(),
            until: guarantee.terms.until,
        }
        .into());
    }
    Ok(())
}

/// What the guarantee takes of the guarantor's limits, which hold with it (Order 683 articles 15 and 16).
fn limited_use(
    case: &Case,
    guarantee: &Guarantee,
    amount: Money,
    now: Millis,
) -> Result<GuaranteeUse, Rejection> {
    let (guarantor, borrower) = (guarantee.terms.guarantor, guarantee.terms.borrower);
    let net_assets = net_assets(case, guarantor, amount.currency())?;
    let profile = &case.parties().profile(borrower)?.data;
    let taken = GuaranteeUse {
        borrower,
        group: profile.group,
        small: profile.is_micro_or_small(),
        amount,
    };
    let used = case.guarantor_uses.get(&guarantor).cloned().unwrap_or_default();
    let rules = case.rules()?;
    let limits = rules.guarantor_limits_on(now.date_at(rules.utc_offset_minutes))?;
    match exceeded(&used, &taken, net_assets, &limits.value)? {
        Some(limit) => Err(GuaranteeRejection::LimitExceeded { limit }.into()),
        None => Ok(taken),
    }
}

/// What the guarantor's profile states, in the currency of the guarantee.
fn net_assets(case: &Case, guarantor: PartyId, currency: Currency) -> Result<Money, Rejection> {
    let stated = case.parties().profile(guarantor)?.data.net_assets;
    let stated = stated.ok_or(GuaranteeRejection::NetAssetsUnknown)?;
    if stated.currency() == currency {
        Ok(stated)
    } else {
        Err(GuaranteeRejection::NetAssetsCurrency {
            expected: currency,
            found: stated.currency(),
        }
        .into())
    }
}

//! Who may take which arrow, when, and for how much: one short function a command.

mod auction;
mod ending;
mod guarantee;
mod product;
mod request;
mod review;
mod submit;

use tallystick_base::{Capacity, Context, Currency, Money, PartyId};

use crate::{Case, Command, Part, Rejection, Step};

pub(crate) use auction::LONGEST_BID;
pub use ending::ending;
pub use submit::MOST_CERTIFICATES;

/// What a command causes, or why it is refused.
///
/// The first step is on the statement's own subject. The same case, command and context always give the same steps.
pub fn decide(case: &Case, command: &Command, context: &Context) -> Result<Vec<Step>, Rejection> {
    tallystick_parties::authorise(case.parties(), context, command.kind(), command.amount(case))?;
    match command {
        Command::PublishProduct(body) => product::publish(case, body, context),
        Command::ReviseProduct(body) => product::revise(case, body, context),
        Command::WithdrawProduct(body) => product::withdraw(case, body, context),
        Command::SubmitRequest(body) => submit::submit(case, body, context),
        Command::JoinRequest(body) => request::join(case, body, context),
        Command::AcceptOffer(body) => request::accept(case, body, context),
        Command::WithdrawRequest(body) => request::withdraw(case, body, context),
        Command::ExpireRequest(body) => request::expire(case, body, context),
        Command::MakeOffer(body) => review::offer(case, body, context),
        Command::WithdrawOffer(body) => review::withdraw_offer(case, body, context),
        Command::DeclineRequest(body) => review::decline(case, body, context),
        Command::CommitBid(body) => auction::commit(case, body, context),
        Command::RevealBid(body) => auction::reveal(case, body, context),
        Command::CloseAuction(body) => auction::close(case, body, context),
        Command::OfferGuarantee(body) => guarantee::offer(case, body, context),
        Command::WithdrawGuarantee(body) => guarantee::withdraw(case, body, context),
        Command::IssueGuarantee(body) => guarantee::issue(case, body, context),
        Command::LapseGuarantee(body) => guarantee::lapse(case, body, context),
    }
}

/// The actor is this party, in this capacity: a right key in the wrong role is refused.
pub fn check_actor(
    context: &Context,
    party: PartyId,
    capacity: Capacity,
    part: Part,
) -> Result<(), Rejection> {
    if context.actor.party == party && context.actor.capacity == capacity {
        Ok(())
    } else {
        Err(Rejection::ActorIsNot { part })
    }
}

/// An amount above zero, in this currency.
fn check_amount(amount: Money, currency: Currency) -> Result<(), Rejection> {
    if amount.currency() != currency {
        Err(Rejection::CurrencyOther {
            expected: currency,
            found: amount.currency(),
        })
    } else if amount.is_positive() {
        Ok(())
    } else {
        Err(Rejection::AmountNotPositive { amount })
    }
}

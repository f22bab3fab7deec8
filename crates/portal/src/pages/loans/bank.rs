//! What only the bank sees beside its loan: what it may do now, orders to pay, offers to pools, and what does not fit.

use tallystick_base::GuaranteeId;
use tallystick_commands::banking::{Conflict, LoanStage};
use tallystick_commands::financing::Guarantee;
use tallystick_commands::parties::BankAccount;
use tallystick_store::{ListedGuarantee, ListedNotice, ListedSale, NoticeFilter, SaleFilter};

use super::acts::{Backing, Ground, GuaranteeAct, LoanAct, may_notify};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::demo::{BankFile, files_for};
use crate::pages::escaped;
use crate::pages::timeline::word_to;
use crate::seat::Seated;

/// What the bank has beside its loan.
#[derive(Default)]
pub(super) struct BankSide {
    /// What may be done now.
    pub(super) acts: Vec<Link>,
    /// What may be done with each guarantee.
    pub(super) guarantees: Vec<(GuaranteeId, Vec<Link>)>,
    /// Orders to pay, one for each account.
    pub(super) orders: Vec<OrderView>,
    /// Files such as the bank's own system would send, in a demo.
    pub(super) files: Vec<BankFile>,
    /// Offers to pools.
    pub(super) sales: Vec<SaleView>,
    /// Notices to the debtor, newest first.
    pub(super) notices: Vec<ListedNotice>,
    /// What does not fit between the bank's facts and the record.
    pub(super) conflicts: Vec<String>,
}

/// A way to an act.
pub(super) struct Link {
    pub(super) href: String,
    pub(super) name: String,
    /// Whether it is what the loan waits for.
    pub(super) is_next: bool,
}

/// An order to pay, for the bank's payment system.
pub(super) struct OrderView {
    pub(super) href: String,
    /// Under which name it is saved.
    pub(super) file: String,
    pub(super) account: String,
}

/// An offer to a pool.
pub(super) struct SaleView {
    /// The page of the offer.
    pub(super) href: String,
    pub(super) pool: String,
    pub(super) price: tallystick_base::Money,
    pub(super) until: tallystick_base::Millis,
    pub(super) stage: String,
    pub(super) withdraw: Option<Link>,
}

impl BankSide {
    /// Nothing for whoever is not the bank of the loan.
    pub(super) async fn read(
        portal: &Portal,
        seated: &Seated,
        frame: &Frame<'_>,
        ground: &Ground,
        guarantees: &[ListedGuarantee],
    ) -> Result<Self, Failure> {
        let is_bank = ground.loan().approval.bank == seated.viewer().party;
        if !is_bank && !seated.viewer().auditor {
            return Ok(Self::default());
        }
        let conflicts = &ground.loan().conflicts;
        let mut side = Self {
            conflicts: conflicts.iter().map(|conflict| told(frame, conflict)).collect(),
            ..Self::default()
        };
        if !is_bank {
            return Ok(side);
        }
        let place = ground.seen.subject.id();
        let active = ground.loan().stage == (LoanStage::Active {});
        let mut open = ground.open(&seated.seat);
        if open.contains(&LoanAct::Notify) && !may_notify(portal, seated, ground).await? {
            open.retain(|act| *act != LoanAct::Notify);
        }
        side.acts = open
            .into_iter()
            .map(|act| Link {
                href: format!("/loans/{place}/{}", act.place()),
                name: act.title(frame),
                is_next: act.is_next_step() && !active,
            })
            .collect();
        side.orders = orders(portal, seated, ground).await?;
        side.files = files_for(portal, frame, ground.loan());
        side.sales = sales(portal, seated, frame, ground).await?;
        side.notices = notices(portal, seated, ground).await?;
        for listed in guarantees {
            let seen = portal.store().guarantee(seated.viewer(), listed.id).await?;
            let Some(seen) = seen else { continue };
            let links = backed(seated, frame, ground, &seen.state);
            side.guarantees.push((listed.id, links));
        }
        Ok(side)
    }

    /// What may be done with a guarantee.
    pub(super) fn of(&self, guarantee: &GuaranteeId) -> &[Link] {
        let found = self.guarantees.iter().find(|(id, _)| id == guarantee);
        found.map_or(&[], |(_, links)| links.as_slice())
    }
}

fn backed(seated: &Seated, frame: &Frame<'_>, ground: &Ground, guarantee: &Guarantee) -> Vec<Link> {
    if !ground.acts(&seated.seat) {
        return Vec::new();
    }
    let backing = Backing { ground, guarantee };
    let (loan, id) = (ground.seen.subject.id(), guarantee.id());
    [GuaranteeAct::Call, GuaranteeAct::Release]
        .into_iter()
        .filter(|act| backing.is_open(*act))
        .map(|act| Link {
            href: format!("/loans/{loan}/guarantees/{}/{}", id.uuid(), act.place()),
            name: frame.say(&word_to(act.kind())),
            is_next: false,
        })
        .collect()
}

/// The order for this payment alone, from each account of the bank.
async fn orders(portal: &Portal, seated: &Seated, ground: &Ground) -> Result<Vec<OrderView>, Failure> {
    let LoanStage::Instructed { end_to_end, .. } = &ground.loan().stage else {
        return Ok(Vec::new());
    };
    let viewer = seated.viewer();
    let profile = portal.store().profile(viewer, viewer.party).await?;
    let accounts = profile.map(|seen| seen.state.data.accounts).unwrap_or_default();
    let order = |account: &BankAccount| OrderView {
        href: format!(
            "/v1/payment-orders?end_to_end={}&account={}",
            escaped(end_to_end.as_str()),
            escaped(account.account.as_str())
        ),
        file: format!("pain.001-{end_to_end}.xml"),
        account: format!("{} · {}", account.account, account.bank),
    };
    Ok(accounts.iter().map(order).collect())
}

async fn sales(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    ground: &Ground,
) -> Result<Vec<SaleView>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let of_loan = SaleFilter {
        loan: Some(ground.loan().id()),
        ..SaleFilter::default()
    };
    let offered = store.sales(viewer, &of_loan).await?.items;
    let pools = offered.iter().map(|sale| sale.pool).collect();
    let pools = store.known_pools(viewer, &pools).await?;
    let sale_view = |sale: ListedSale| {
        let expired = sale.stage == "proposed" && sale.until < ground.now;
        let stands = sale.stage == "proposed" && !expired;
        let kind = "sale.withdraw/1";
        SaleView {
            href: format!("/sales/{}", sale.id.uuid()),
            pool: pools
                .get(&sale.pool)
                .map(|pool| pool.name.clone())
                .unwrap_or_default(),
            price: sale.price,
            until: sale.until,
            stage: if expired { "expired".to_owned() } else { sale.stage },
            withdraw: (stands && ground.acts(&seated.seat)).then(|| Link {
                href: format!(
                    "/loans/{}/sales/{}/withdraw",
                    ground.seen.subject.id(),
                    sale.id.uuid()
                ),
                name: frame.say(&word_to(kind)),
                is_next: false,
            }),
        }
    };
    Ok(offered.into_iter().map(sale_view).collect())
}

async fn notices(portal: &Portal, seated: &Seated, ground: &Ground) -> Result<Vec<ListedNotice>, Failure> {
    let of_loan = NoticeFilter {
        loan: Some(ground.loan().id()),
        ..NoticeFilter::default()
    };
    Ok(portal.store().notices(seated.viewer(), &of_loan).await?.items)
}

/// A conflict in a sentence.
fn told(frame: &Frame<'_>, conflict: &Conflict) -> String {
    match conflict {
        Conflict::NotInstructed { .. } => frame.say("loan-conflict-not-instructed"),
        Conflict::AmountOther { instructed, paid } => {
            let (instructed, paid) = (frame.money(instructed), frame.money(paid));
            let values = [("instructed", instructed.as_str()), ("paid", paid.as_str())];
            frame.say_with("loan-conflict-amount-other", &values)
        }
        Conflict::PaidTwice { end_to_end, amount } => {
            let amount = frame.money(amount);
            let values = [("reference", end_to_end.as_str()), ("amount", amount.as_str())];
            frame.say_with("loan-conflict-paid-twice", &values)
        }
        Conflict::CertificateGone { .. } => frame.say("loan-conflict-certificate-gone"),
        Conflict::CreditExceeded { by, .. } => {
            frame.say_with("loan-conflict-credit-exceeded", &[("amount", &frame.money(by))])
        }
        Conflict::ReceivedBeforeDisbursed { .. } => frame.say("loan-conflict-received-before"),
        Conflict::CertificateOverpaid { by, .. } => {
            frame.say_with("loan-conflict-overpaid", &[("amount", &frame.money(by))])
        }
        Conflict::ReceivedAfterEnd { .. } => frame.say("loan-conflict-received-after"),
        Conflict::ReversedAfterClosing { .. } => frame.say("loan-conflict-reversed-after"),
        Conflict::PaymentStands { amount, .. } => frame.say_with(
            "loan-conflict-payment-stands",
            &[("amount", &frame.money(amount))],
        ),
        Conflict::GuaranteeNotBinding { .. } => frame.say("loan-conflict-guarantee-not-binding"),
    }
}

//! Looking for something by what people know of it: a number, an amount, or a name.
//!
//! What is found is what the lists show the viewer, narrowed: there is no other audience here than theirs. A party looks through
//! its own rows. An auditor, who sees every row, looks through one index for each way in which a row can be known, and so finds
//! numbers by their beginning only, where a party finds them by any part.

pub(super) mod amounts;
mod behind;
pub(super) mod kinds;
mod members;
pub(super) mod ways;

use sea_orm::{ColumnTrait, Condition, EntityTrait, ModelTrait};
use tallystick_base::Money;

pub use members::FoundMember;

use super::arms::List;
use super::{
    ListedBankEntry, ListedCertificate, ListedContract, ListedCreditLine, ListedFiling, ListedGuarantee,
    ListedLoan, ListedNotice, ListedPayment, ListedPool, ListedProduct, ListedReceivable, ListedRequest,
    ListedSale, bank_entries, certificates, contracts, credit_lines, filings, guarantees, loans, notices,
    payments, pools, products, receivables, requests, sales,
};
use crate::read::names::KnownParty;
use crate::read::page::Paging;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// How many of each kind are found at most: whoever finds more says more of what is sought.
const MOST: u64 = 8;
/// The shortest text that is looked for.
const SHORTEST: usize = 2;
/// The longest: no number and no name is longer.
const LONGEST: usize = 200;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    text: String,
    amount: Option<Money>,
}

/// What was found, by kind, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Parties by a part of their name, or by their whole code.
    pub parties: Hits<KnownParty>,
    /// By their name.
    pub members: Hits<FoundMember>,
    /// By number, title, sum or side.
    pub contracts: Hits<ListedContract>,
    /// By amount, side, the number of the contract, or that of an invoice, an order or a receipt.
    pub receivables: Hits<ListedReceivable>,
    /// By number, amount, what is outstanding, debtor, supplier or holder.
    pub certificates: Hits<ListedCertificate>,
    /// By amount, reference, payer, or the number of the certificate.
    pub payments: Hits<ListedPayment>,
    /// By amount, purpose or party.
    pub requests: Hits<ListedRequest>,
    /// By principal, what is open, end-to-end reference, or party.
    pub loans: Hits<ListedLoan>,
    /// By limit, party, supplier or programme.
    pub credit_lines: Hits<ListedCreditLine>,
    /// By name, programme or bank.
    pub products: Hits<ListedProduct>,
    /// By the most it covers, guarantor, borrower or bank.
    pub guarantees: Hits<ListedGuarantee>,
    /// By the number that the registry gave, or bank.
    pub filings: Hits<ListedFiling>,
    /// By bank or debtor.
    pub notices: Hits<ListedNotice>,
    /// By amount, reference, end-to-end id or counterparty.
    pub bank_entries: Hits<ListedBankEntry>,
    /// By name, price, what was open, or asset manager.
    pub pools: Hits<ListedPool>,
    /// By price, bank, or pool.
    pub sales: Hits<ListedSale>,
}

/// What was found of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits<T> {
    /// At most eight of them.
    pub items: Vec<T>,
    /// Whether there are more.
    pub more: bool,
}

impl<T> Default for Hits<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            more: false,
        }
    }
}

impl Sought {
    /// What a person typed, and the amount that it may be read as; none where it is too short, or longer than anything here.
    pub fn new(text: &str, amount: Option<Money>) -> Option<Self> {
        let text = text.trim();
        let length = text.chars().count();
        let is_text = (SHORTEST..=LONGEST).contains(&length);
        (is_text || amount.is_some() && length <= LONGEST).then(|| Self {
            text: text.to_owned(),
            amount,
        })
    }

    /// The text, where it is long enough to be looked for.
    fn text(&self) -> Option<&str> {
        (self.text.chars().count() >= SHORTEST).then_some(self.text.as_str())
    }

    /// Rows with this amount in one of these columns.
    fn amounts<C: ColumnTrait>(&self, columns: &[C], currency: C) -> Vec<Condition> {
        let Some(amount) = self.amount else {
            return Vec::new();
        };
        let rows = columns.iter().map(|column| {
            Condition::all()
                .add(column.eq(amount.minor()))
                .add(currency.eq(amount.currency().as_str()))
        });
        rows.collect()
    }
}

impl Store {
    /// What the viewer may see of what it looks for.
    pub async fn search(&self, viewer: &Viewer, sought: &Sought) -> Result<Found, StoreError> {
        let named = self.parties_named(sought).await?;
        let parties: Vec<String> = named.iter().map(ToString::to_string).collect();
        let invoiced = self.claims_invoiced(sought).await?;
        let of_amount = self.of_amount(viewer, sought).await?;
        let many = self.collects_on_many(viewer).await?;
        let members = kinds::members(viewer, sought);
        let lines = kinds::credit_lines(viewer, sought, &parties);
        let lines = self.hits(lines, credit_lines::listed).await?;
        let products = kinds::products(viewer, sought, &parties);
        let guarantees = kinds::guarantees(viewer, sought, &parties);
        let filings = kinds::filings(viewer, sought, &parties);
        let notices = kinds::notices(viewer, &parties);
        let entries = kinds::bank_entries(viewer, sought);
        let pools = kinds::pools(viewer, sought, &parties);
        let pools = self.hits(pools, pools::listed).await?;
        let within: Vec<String> = pools
            .items
            .iter()
            .map(|pool| pool.id.subject().to_string())
            .collect();
        let sales = kinds::sales(viewer, sought, &parties, &within);
        Ok(Found {
            members: self.hits(members, members::listed).await?,
            products: self.hits(products, products::listed).await?,
            guarantees: self.hits(guarantees, guarantees::listed).await?,
            filings: self.hits(filings, filings::listed).await?,
            notices: self.hits(notices, notices::listed).await?,
            bank_entries: self.hits(entries, bank_entries::listed).await?,
            pools,
            sales: self.hits(sales, sales::listed).await?,
            contracts: self
                .hits(kinds::contracts(viewer, sought, &parties), contracts::listed)
                .await?,
            receivables: self
                .hits(
                    kinds::receivables(viewer, sought, &parties, &invoiced),
                    receivables::listed,
                )
                .await?,
            certificates: self
                .hits(
                    kinds::certificates(viewer, sought, &of_amount, &parties),
                    certificates::listed,
                )
                .await?,
            payments: self
                .hits(kinds::payments(viewer, sought, many, &parties), payments::listed)
                .await?,
            requests: self
                .hits(kinds::requests(viewer, sought, &parties), requests::listed)
                .await?,
            loans: self
                .hits(kinds::loans(viewer, sought, &parties), loans::listed)
                .await?,
            credit_lines: Hits {
                items: self.with_standings(lines.items).await?,
                more: lines.more,
            },
            parties: self.known_hits(viewer, &named).await?,
        })
    }

    async fn hits<E, T>(
        &self,
        list: Option<List<E>>,
        item: impl FnMut(E::Model) -> Result<T, StoreError>,
    ) -> Result<Hits<T>, StoreError>
    where
        E: EntityTrait,
        E::Model: ModelTrait<Entity = E> + Send + Sync,
    {
        let Some(list) = list else {
            return Ok(Hits::default());
        };
        let paging = Paging {
            after: None,
            limit: MOST,
        };
        let page = list.page(self.reader(), &paging, item).await?;
        Ok(Hits {
            items: page.items,
            more: page.next.is_some(),
        })
    }
}

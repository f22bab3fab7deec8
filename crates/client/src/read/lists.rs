//! The lists of the business and their items.

use serde::de::DeserializeOwned;
use tallystick_base::{
    AmendmentId, CancellationId, CertificateId, ContractId, PartyId, PaymentId, ReceivableId,
};

use super::{
    Amendment, AmendmentItem, Cancellation, CancellationItem, Certificate, CertificateItem, Contract,
    ContractItem, Filter, KeyItem, MemberItem, Page, Party, PartyItem, Payment, PaymentItem, Receivable,
    ReceivableItem,
};
use crate::http::{self, Call};
use crate::{ClientError, Member};

/// Writes for each kind of thing its list and its item.
macro_rules! lists {
    ($($(#[$doc:meta])* $list:ident of $listed:ty, $(#[$item_doc:meta])* $item:ident: $id:ty => $shape:ty;)+) => {
        impl Member {
            $(
                $(#[$doc])*
                pub async fn $list(&self, filter: &Filter) -> Result<Page<$listed>, ClientError> {
                    self.client().json(&filter.on(concat!("v1/", stringify!($list)))).await
                }

                $(#[$item_doc])*
                pub async fn $item(&self, id: $id) -> Result<$shape, ClientError> {
                    let path = format!(concat!("v1/", stringify!($list), "/{}"), id.uuid());
                    self.client().json(&Call::get(path)).await
                }
            )+
        }
    };
}

lists! {
    /// Parties.
    parties of PartyItem,
    /// One party.
    party: PartyId => Party;
    /// Contracts of this member's party. Conditions: `stage`, `supplier`, `buyer`.
    contracts of ContractItem,
    /// One contract.
    contract: ContractId => Contract;
    /// Proposed changes of its contracts.
    amendments of AmendmentItem,
    /// One of them.
    amendment: AmendmentId => Amendment;
    /// Receivables. Conditions: `stage`, `supplier`, `buyer`, due dates.
    receivables of ReceivableItem,
    /// One receivable.
    receivable: ReceivableId => Receivable;
    /// Certificates. Conditions: `stage`, `holder`, `debtor`, due dates.
    certificates of CertificateItem,
    /// One certificate.
    certificate: CertificateId => Certificate;
    /// Reported payments.
    payments of PaymentItem,
    /// One of them.
    payment: PaymentId => Payment;
    /// Proposals to take certificates back.
    cancellations of CancellationItem,
    /// One of them.
    cancellation: CancellationId => Cancellation;
}

impl Member {
    /// Every member of a party.
    pub async fn members_of(&self, party: PartyId) -> Result<Vec<MemberItem>, ClientError> {
        let path = format!("v1/parties/{}/members", party.uuid());
        self.all(&path, Filter::all()).await
    }

    /// Every key of a party, revoked ones too.
    pub async fn keys_of(&self, party: PartyId) -> Result<Vec<KeyItem>, ClientError> {
        let path = format!("v1/parties/{}/keys", party.uuid());
        self.all(&path, Filter::all()).await
    }

    /// The evidence on a certificate as one file, for [`verify_bundle`](tallystick_ledger::verify_bundle).
    pub async fn bundle(&self, certificate: CertificateId) -> Result<bytes::Bytes, ClientError> {
        let call = Call::get(format!("v1/certificates/{}/bundle", certificate.uuid()));
        http::read_bytes(&call, self.client().call(&call).await?).await
    }

    /// A whole list, however many pages it has, in a shape of the caller's own.
    pub async fn all<T: DeserializeOwned>(&self, path: &str, filter: Filter) -> Result<Vec<T>, ClientError> {
        let mut items = Vec::new();
        let mut next = Some(filter);
        while let Some(filter) = next {
            let page: Page<T> = self.list(path, &filter).await?;
            items.extend(page.items);
            next = page.next.map(|after| filter.after(after));
        }
        Ok(items)
    }

    /// Any list of the API in a shape of the caller's own; the path is relative, such as `v1/receivables`.
    pub async fn list<T: DeserializeOwned>(
        &self,
        path: &str,
        filter: &Filter,
    ) -> Result<Page<T>, ClientError> {
        self.client().json(&filter.on(path)).await
    }

    /// Any item of the API in a shape of the caller's own.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        self.client().json(&Call::get(path)).await
    }
}

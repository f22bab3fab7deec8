//! A request that is not signed yet. All of it stands in the address, so that back and reload harm nothing.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;

use crate::failure::Failure;
use crate::pages::pager::escaped;

/// What was chosen and typed so far. Each text is as typed; what it means is read where it is used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Draft {
    /// The step that is asked for, from 1; 0 where the address says none.
    pub(super) step: u8,
    /// Ids of certificates, without their kind.
    pub(super) certificates: Vec<String>,
    /// Ids of products, without their kind.
    pub(super) products: Vec<String>,
    /// Ids of guarantors, without their kind.
    pub(super) guarantors: Vec<String>,
    pub(super) amount: String,
    pub(super) draw_on: String,
    pub(super) matures_on: String,
    pub(super) until: String,
    pub(super) purpose: String,
    /// The place of the account among those of the profile.
    pub(super) account: String,
    /// What a guarantor may take, to reckon with: it is not asked for.
    pub(super) guarantee_fee: String,
    /// `sealed` where bids are sealed.
    pub(super) bids: String,
    pub(super) bids_until: String,
    /// After which place of the list more certificates are shown to choose from. No later step needs it.
    pub(super) after: String,
}

impl Draft {
    /// Reads the pairs of an address. Names may come more than once, for lists.
    fn read(pairs: Vec<(String, String)>) -> Result<Self, Failure> {
        let mut draft = Self::default();
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            match name.as_str() {
                "step" => draft.step = value.parse().map_err(|_| Failure::Address(value))?,
                "certificate" => draft.certificates.push(value),
                "product" => draft.products.push(value),
                "guarantor" => draft.guarantors.push(value),
                "amount" => draft.amount = value,
                "draw_on" => draft.draw_on = value,
                "matures_on" => draft.matures_on = value,
                "until" => draft.until = value,
                "purpose" => draft.purpose = value,
                "account" => draft.account = value,
                "guarantee_fee" => draft.guarantee_fee = value,
                "bids" => draft.bids = value,
                "bids_until" => draft.bids_until = value,
                "after" => draft.after = value,
                _ => return Err(Failure::Address(name)),
            }
        }
        Ok(draft)
    }

    /// Whether something of it is chosen or was asked for. Before that, what is usual stands there.
    pub(super) fn is_begun(&self) -> bool {
        self.step > 0 || !self.certificates.is_empty() || !self.after.is_empty()
    }

    pub(super) fn is_sealed(&self) -> bool {
        self.bids == "sealed"
    }

    /// What the first step hands on as it is: all but the certificates, and what follows from them unless one types otherwise.
    pub(super) fn kept(&self) -> Vec<(&'static str, &str)> {
        let products = self.products.iter().map(|id| ("product", id.as_str()));
        let guarantors = self.guarantors.iter().map(|id| ("guarantor", id.as_str()));
        let texts = [
            ("purpose", self.purpose.as_str()),
            ("account", &self.account),
            ("guarantee_fee", &self.guarantee_fee),
            ("bids", &self.bids),
            ("bids_until", &self.bids_until),
        ];
        let texts = texts.into_iter().filter(|(_, value)| !value.is_empty());
        products.chain(guarantors).chain(texts).collect()
    }

    /// The address of a step with all that was chosen so far.
    pub(super) fn address(&self, step: u8) -> String {
        let step = step.to_string();
        let mut pairs: Vec<(&str, &str)> = vec![("step", &step)];
        pairs.extend(self.certificates.iter().map(|id| ("certificate", id.as_str())));
        pairs.extend(self.products.iter().map(|id| ("product", id.as_str())));
        pairs.extend(self.guarantors.iter().map(|id| ("guarantor", id.as_str())));
        pairs.extend([
            ("amount", self.amount.as_str()),
            ("draw_on", &self.draw_on),
            ("matures_on", &self.matures_on),
            ("until", &self.until),
            ("purpose", &self.purpose),
            ("account", &self.account),
            ("guarantee_fee", &self.guarantee_fee),
            ("bids", &self.bids),
            ("bids_until", &self.bids_until),
        ]);
        let pairs: Vec<String> = pairs
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", escaped(value)))
            .collect();
        format!("/requests/new?{}", pairs.join("&"))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Draft {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let pairs = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        let Query(pairs) = pairs.map_err(|error| Failure::Address(error.to_string()))?;
        Self::read(pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_its_address() {
        let draft = Draft {
            step: 2,
            certificates: vec!["a".to_owned(), "b".to_owned()],
            amount: "1,000".to_owned(),
            purpose: "采购".to_owned(),
            ..Draft::default()
        };
        let address = draft.address(2);
        assert_eq!(
            address,
            "/requests/new?step=2&certificate=a&certificate=b&amount=1%2C000&purpose=%E9%87%87%E8%B4%AD"
        );
    }

    #[test]
    fn a_name_that_no_step_has_is_refused() {
        let unknown = vec![("colour".to_owned(), "red".to_owned())];
        assert_eq!(Draft::read(unknown), Err(Failure::Address("colour".to_owned())));
    }
}

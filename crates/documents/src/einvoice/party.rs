//! Seller and buyer.

use super::Names;
use crate::codes;
use crate::error::DocumentError;
use crate::invoice::{Address, BankAccount, Contact, InvoiceParty};
use crate::node::Node;

/// The seller, whose tax id is part of what makes the invoice unique and therefore required.
pub(super) fn seller(data: &Node<'_>, names: &Names<'_>) -> Result<InvoiceParty, DocumentError> {
    let node = data.required(names.of("SellerInformation"))?;
    let id = node.required_text(names.of("SellerIdNum"))?;
    let fields = Fields {
        name: "SellerName",
        address: "SellerAddr",
        telephone: "SellerTelNum",
        bank: "SellerBankName",
        account: "SellerBankAccNum",
    };
    fields.party(&node, names, Some(id))
}

/// The buyer. A natural person may be invoiced without a tax id.
pub(super) fn buyer(data: &Node<'_>, names: &Names<'_>) -> Result<InvoiceParty, DocumentError> {
    let node = data.required(names.of("BuyerInformation"))?;
    let id = node.text(names.of("BuyerIdNum"))?;
    let fields = Fields {
        name: "BuyerName",
        address: "BuyerAddr",
        telephone: "BuyerTelNum",
        bank: "BuyerBankName",
        account: "BuyerBankAccNum",
    };
    fields.party(&node, names, id)
}

/// The element names of one party: the format repeats them with another prefix.
struct Fields {
    name: &'static str,
    address: &'static str,
    telephone: &'static str,
    bank: &'static str,
    account: &'static str,
}

impl Fields {
    fn party(
        &self,
        node: &Node<'_>,
        names: &Names<'_>,
        id: Option<String>,
    ) -> Result<InvoiceParty, DocumentError> {
        let telephone = node.text(names.of(self.telephone))?;
        let bank = node.text(names.of(self.bank))?;
        let account = node.text(names.of(self.account))?;
        Ok(InvoiceParty {
            name: node.required_text(names.of(self.name))?,
            trading_name: None,
            tax_ids: id.map(codes::chinese).into_iter().collect(),
            legal_ids: Vec::new(),
            other_ids: Vec::new(),
            address: node.text(names.of(self.address))?.map(|line| Address {
                lines: vec![line],
                ..Address::default()
            }),
            accounts: account
                .map(|number| BankAccount {
                    number,
                    holder: None,
                    bank,
                })
                .into_iter()
                .collect(),
            contact: telephone.map(|telephone| Contact {
                telephone: Some(telephone),
                ..Contact::default()
            }),
        })
    }
}

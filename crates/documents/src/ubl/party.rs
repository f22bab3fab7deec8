//! Seller, buyer and payee, and the accounts to pay into.

use super::names::{cac, cbc};
use super::party_in;
use crate::codes;
use crate::error::DocumentError;
use crate::invoice::{Address, BankAccount, Contact, InvoiceParty, PartyCode};
use crate::node::Node;

/// A party that every invoice has (BG-4, BG-7).
pub(super) fn required(document: &Node<'_>, role: &str) -> Result<InvoiceParty, DocumentError> {
    party(&party_in(&document.required(cac(role))?)?)
}

/// BG-10. Unlike the others it stands without a role around it.
pub(super) fn payee(document: &Node<'_>) -> Result<Option<InvoiceParty>, DocumentError> {
    document
        .only(cac("PayeeParty"))?
        .map(|node| party(&node))
        .transpose()
}

fn party(node: &Node<'_>) -> Result<InvoiceParty, DocumentError> {
    let legal = node.each(cac("PartyLegalEntity"));
    let registered = match legal.first() {
        Some(entity) => entity.text(cbc("RegistrationName"))?,
        None => None,
    };
    let trading = match node.first(cac("PartyName")) {
        Some(name) => name.text(cbc("Name"))?,
        None => None,
    };
    let address = node
        .only(cac("PostalAddress"))?
        .map(|address| postal_address(&address))
        .transpose()?;
    let country = address.as_ref().and_then(|address| address.country.as_deref());
    let (name, trading_name) = match (registered, trading) {
        (Some(name), trading) => (name.clone(), trading.filter(|trading| *trading != name)),
        (None, Some(trading)) => (trading, None),
        (None, None) => return Err(node.missing("PartyLegalEntity/RegistrationName")),
    };
    let mut legal_ids = Vec::new();
    for entity in &legal {
        legal_ids.extend(code(entity, "CompanyID", country)?);
    }
    Ok(InvoiceParty {
        name,
        trading_name,
        tax_ids: tax_ids(node, country)?,
        legal_ids,
        other_ids: other_ids(node, country)?,
        contact: contact(node)?,
        accounts: Vec::new(),
        address,
    })
}

/// The id in the only child of that name, with its `schemeID`.
fn code(parent: &Node<'_>, name: &str, country: Option<&str>) -> Result<Option<PartyCode>, DocumentError> {
    let Some(node) = parent.only(cbc(name))? else {
        return Ok(None);
    };
    let scheme = node.element.attribute("", "schemeID").map(str::to_owned);
    Ok(node
        .value()?
        .map(|text| codes::by_scheme(text.to_owned(), scheme, country)))
}

/// BT-31 and BT-32: the scheme is the tax, `VAT` or a local one.
fn tax_ids(node: &Node<'_>, country: Option<&str>) -> Result<Vec<PartyCode>, DocumentError> {
    let mut ids = Vec::new();
    for tax in node.each(cac("PartyTaxScheme")) {
        let scheme = match tax.only(cac("TaxScheme"))? {
            Some(scheme) => scheme.text(cbc("ID"))?,
            None => None,
        };
        let id = tax.text(cbc("CompanyID"))?;
        ids.extend(id.map(|text| codes::by_scheme(text, scheme, country)));
    }
    Ok(ids)
}

fn other_ids(node: &Node<'_>, country: Option<&str>) -> Result<Vec<PartyCode>, DocumentError> {
    let mut ids = Vec::new();
    for identification in node.each(cac("PartyIdentification")) {
        ids.extend(code(&identification, "ID", country)?);
    }
    ids.extend(code(node, "EndpointID", country)?);
    Ok(ids)
}

fn postal_address(node: &Node<'_>) -> Result<Address, DocumentError> {
    let mut lines = Vec::new();
    for name in ["StreetName", "AdditionalStreetName", "BuildingNumber"] {
        lines.extend(node.text(cbc(name))?);
    }
    for line in node.each(cac("AddressLine")) {
        lines.extend(line.text(cbc("Line"))?);
    }
    let country = match node.only(cac("Country"))? {
        Some(country) => country.text(cbc("IdentificationCode"))?,
        None => None,
    };
    Ok(Address {
        lines,
        city: node.text(cbc("CityName"))?,
        postal_code: node.text(cbc("PostalZone"))?,
        region: node.text(cbc("CountrySubentity"))?,
        country,
    })
}

fn contact(node: &Node<'_>) -> Result<Option<Contact>, DocumentError> {
    let Some(contact) = node.first(cac("Contact")) else {
        return Ok(None);
    };
    let contact = Contact {
        name: contact.text(cbc("Name"))?,
        telephone: contact.text(cbc("Telephone"))?,
        email: contact.text(cbc("ElectronicMail"))?,
    };
    Ok(Some(contact).filter(|contact| *contact != Contact::default()))
}

/// Puts the accounts of the payment means with the party whose they are: the one to pay into (BT-84) with the payee,
/// who is the seller where no other is named; the one to be debited (BT-91) with the buyer.
pub(super) fn add_accounts(
    document: &Node<'_>,
    payee: &mut InvoiceParty,
    buyer: &mut InvoiceParty,
) -> Result<(), DocumentError> {
    for means in document.each(cac("PaymentMeans")) {
        if let Some(node) = means.only(cac("PayeeFinancialAccount"))? {
            payee.accounts.extend(account(&node)?);
        }
        if let Some(mandate) = means.only(cac("PaymentMandate"))?
            && let Some(node) = mandate.only(cac("PayerFinancialAccount"))?
        {
            buyer.accounts.extend(account(&node)?);
        }
    }
    Ok(())
}

fn account(node: &Node<'_>) -> Result<Option<BankAccount>, DocumentError> {
    let Some(number) = node.text(cbc("ID"))? else {
        return Ok(None);
    };
    let bank = match node.only(cac("FinancialInstitutionBranch"))? {
        Some(branch) => branch.text(cbc("ID"))?,
        None => None,
    };
    Ok(Some(BankAccount {
        number,
        holder: node.text(cbc("Name"))?,
        bank,
    }))
}

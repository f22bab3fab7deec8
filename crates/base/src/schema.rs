//! How the value types stand in the API document: as text, each with an example.

use std::borrow::Cow;

use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::money::Money;

/// Gives a type that travels as text a named schema.
macro_rules! text_schemas {
    ($($type:ident: $description:literal, $example:literal;)+) => {$(
        impl PartialSchema for crate::$type {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .description(Some($description))
                    .examples([$example])
                    .into()
            }
        }

        impl ToSchema for crate::$type {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($type))
            }
        }
    )+};
}

text_schemas! {
    AmendmentId: "A proposed change of a contract", "amendment/01936f3e-9a00-7000-8000-000000000001";
    CancellationId: "A proposed cancellation of a certificate", "cancellation/01936f3e-9a00-7000-8000-000000000001";
    CertificateId: "A certificate", "certificate/01936f3e-9a00-7000-8000-000000000001";
    ContractId: "A contract", "contract/01936f3e-9a00-7000-8000-000000000001";
    CreditCode: "A Unified Social Credit Code (GB 32100-2015)", "91110000600037341L";
    CreditLineId: "A credit line", "credit-line/01936f3e-9a00-7000-8000-000000000001";
    Currency: "An ISO 4217 currency", "CNY";
    DailyRate: "A rate a day, as a fraction", "0.0005";
    DayCount: "A day count convention", "actual/360";
    Digest: "32 bytes of a hash, in lower-case hexadecimal", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    FilingId: "A filing in the registry of security interests", "filing/01936f3e-9a00-7000-8000-000000000001";
    FinancingRequestId: "A financing request", "financing-request/01936f3e-9a00-7000-8000-000000000001";
    GuaranteeId: "A guarantee", "guarantee/01936f3e-9a00-7000-8000-000000000001";
    Lei: "A Legal Entity Identifier (ISO 17442)", "5493001KJTIIGC8Y1R12";
    LoanId: "A loan", "loan/01936f3e-9a00-7000-8000-000000000001";
    MemberId: "A member of a party", "member/01936f3e-9a00-7000-8000-000000000001";
    NoticeId: "The notice of an assignment to the debtor", "notice/01936f3e-9a00-7000-8000-000000000001";
    PartyId: "A party", "party/01936f3e-9a00-7000-8000-000000000001";
    PaymentId: "A reported payment", "payment/01936f3e-9a00-7000-8000-000000000001";
    PoolId: "A pool of loans", "pool/01936f3e-9a00-7000-8000-000000000001";
    ProductId: "A financing product", "product/01936f3e-9a00-7000-8000-000000000001";
    Rate: "A rate a year, as a fraction", "0.0385";
    Ratio: "A ratio, as a fraction", "0.80";
    ReceivableId: "A receivable", "receivable/01936f3e-9a00-7000-8000-000000000001";
    ReviewId: "A bank's review", "review/01936f3e-9a00-7000-8000-000000000001";
    SaleId: "A loan offered to a pool", "sale/01936f3e-9a00-7000-8000-000000000001";
    Salt: "128 random bits, in base64url", "AAAAAAAAAAAAAAAAAAAAAA";
    Subject: "The name of a thing that has versions in the ledger", "certificate/01936f3e-9a00-7000-8000-000000000001";
    Term: "A term in days, months or years (ISO 8601)", "P60D";
    Thumbprint: "The RFC 7638 thumbprint of a key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
}

impl PartialSchema for crate::Capacity {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("The capacity in which a party acts"))
            .enum_values(Some(crate::Capacity::ALL.map(crate::Capacity::as_str)))
            .examples(["supplier"])
            .into()
    }
}

impl ToSchema for crate::Capacity {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Capacity")
    }
}

impl PartialSchema for crate::Millis {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .description(Some("A point in time: milliseconds since 1970-01-01T00:00:00Z"))
            .examples([1_772_413_200_000_u64])
            .into()
    }
}

impl ToSchema for crate::Millis {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Millis")
    }
}

impl PartialSchema for Money {
    fn schema() -> RefOr<Schema> {
        let value = ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "Decimal digits, with at most the currency's decimals; never a JSON number",
            ))
            .examples(["1200000.00"]);
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .description(Some("An amount in a currency"))
            .property("value", value)
            .required("value")
            .property("currency", crate::Currency::schema())
            .required("currency")
            .into()
    }
}

impl ToSchema for Money {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Money")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! examples_parse {
        ($($type:ident),+ $(,)?) => {$(
            let RefOr::T(Schema::Object(schema)) = crate::$type::schema() else { panic!("not an object") };
            let example = schema.examples.first().unwrap().as_str().unwrap().to_owned();
            assert!(example.parse::<crate::$type>().is_ok(), "{}: {example}", stringify!($type));
        )+};
    }

    #[test]
    fn every_example_is_one() {
        examples_parse!(
            CertificateId,
            Capacity,
            CreditCode,
            Currency,
            DailyRate,
            DayCount,
            Digest,
            Lei,
            Rate,
            Ratio
        );
        examples_parse!(Salt, Subject, Term, Thumbprint);
    }
}

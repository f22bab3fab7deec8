//! Every address of the portal, with what stands at its variable parts.
//!
//! `/loans/{id=loan}/{act=charge}` is the pattern `/loans/{id}/{act}`: at `id` stands what the ground keeps as `loan`, and at
//! `act`, where it keeps nothing of the name, the word itself.

use std::collections::BTreeMap;

use axum::http::Method;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const CSV: &str = "text/csv";

/// A table with one claim, under a contract that nobody has.
const CLAIMS: &str = "contract_number,invoice_number,invoice_date,amount,currency,delivery_date,acceptance_date\n\
                      X-1,26112000000077770001,2026-02-09,1000.00,CNY,2026-02-03,\n";

/// Forms that anybody may send, signed in or not.
pub(crate) const OPEN_FORMS: [&str; 2] = ["POST /sign-in/challenge", "POST /sign-out"];

/// Only the browser in which a link was made may open it; the tests of invitations do.
pub(crate) const IN_ONE_BROWSER: [&str; 1] = ["GET /links/{id}"];

/// Who asks for these is sent on, whoever it is.
pub(crate) const SENT_ON: [&str; 2] = ["GET /language", "GET /capacity"];

/// An address that is asked for, and what is sent to it.
pub(crate) struct Row {
    pub(crate) method: Method,
    address: &'static str,
    pub(crate) media_type: &'static str,
    pub(crate) body: &'static str,
}

impl Row {
    /// What it is called in the table.
    pub(crate) fn told(&self) -> String {
        let path = self.address.split('?').next().unwrap();
        format!("{} {path}", self.method)
    }

    /// Its method and pattern, as they are registered.
    pub(crate) fn name(&self) -> String {
        let parts = self.address.split('?').next().unwrap().split('/').map(|part| {
            let inside = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
            match inside.and_then(|inside| inside.split_once('=')) {
                Some((name, _)) => format!("{{{name}}}"),
                None => part.to_owned(),
            }
        });
        let pattern = parts.collect::<Vec<_>>().join("/");
        format!("{} {pattern}", self.method)
    }

    /// Its address over a ground.
    pub(crate) fn path(&self, ids: &BTreeMap<&'static str, String>) -> String {
        let mut path = String::new();
        let mut rest = self.address;
        while let Some((before, after)) = rest.split_once('{') {
            let (part, behind) = after.split_once('}').unwrap();
            let word = part.split_once('=').map_or(part, |(_, word)| word);
            path.push_str(before);
            path.push_str(ids.get(word).map_or(word, String::as_str));
            rest = behind;
        }
        path.push_str(rest);
        path
    }

    /// Whether being sent elsewhere means being sent to sign in.
    pub(crate) fn asks_who_comes(&self) -> bool {
        self.method == Method::GET && !SENT_ON.contains(&self.name().as_str())
    }
}

fn rows(addresses: &[&'static str]) -> Vec<Row> {
    let row = |&address: &&'static str| Row {
        method: Method::GET,
        address,
        media_type: FORM,
        body: "",
    };
    addresses.iter().map(row).collect()
}

/// Every row of the table.
pub(crate) fn all() -> Vec<Row> {
    let mut all = reads();
    all.extend(reads_when_bids_are_opened());
    all.extend(reads_when_late());
    all.extend(writes());
    all.extend(reads_of_who_is_suspended());
    all
}

/// What is read at once.
pub(crate) fn reads() -> Vec<Row> {
    let families = [
        everybodys(),
        houses(),
        trade(),
        certificates(),
        requests(),
        reviews(),
        guarantees(),
        loans(),
        books(),
        registers(),
    ];
    families.into_iter().flatten().collect()
}

fn everybodys() -> Vec<Row> {
    rows(&[
        "/",
        "/assets/{version=assets}/{*name=mark.svg}",
        "/language?to=en&back=/check",
        "/capacity?to=bank",
        "/sign-in",
        "/sign-in/until",
        "/enter",
        "/enter/{seat=bank-1}",
        "/enter/bank-files/{loan=loan}/{file=paid}",
        "/enter/invoices/{contract=contract}",
        "/lost-device",
        "/second-device",
        "/revoked-key",
        "/invitations/{secret=secret}",
        "/check",
        "/check/{number=number}?amount=1200000",
        "/ledger",
        "/ledger/{seq=7}",
        "/home",
        "/search?q=YNYY",
        "/waiting",
        "/waiting/{id=proposal}",
        "/history/{kind=certificate}/{id=free}",
        "/links/{id=withdrawn}",
        "/news",
        "/rules",
        "/rules/articles",
    ])
}

fn houses() -> Vec<Row> {
    rows(&[
        "/house",
        "/house/accept",
        "/house/profile",
        "/house/members",
        "/house/members/{id=member}/roles",
        "/house/members/{id=member}/remove",
        "/house/keys",
        "/house/keys/{kid=kid}/revoke",
        "/house/policy",
        "/house/policy/change",
        "/house/recovery",
        "/house/me",
        "/house/clients",
        "/house/invitations",
        "/house/invitations/{id=invitation}",
    ])
}

fn trade() -> Vec<Row> {
    rows(&[
        "/contracts",
        "/contracts/new",
        "/contracts/{id=contract}",
        "/contracts/{id=contract}/amend",
        "/contracts/{id=contract}/{act=close}",
        "/amendments/{id=amendment}",
        "/amendments/{id=amendment}/{act=accept}",
        "/amendments/{id=amendment}/{act=withdraw}",
        "/receivables",
        "/receivables/import",
        "/receivables/new",
        "/receivables/new/terms?contract=contract%2F{contract}",
        "/receivables/{id=receivable}",
        "/receivables/{id=receivable}/confirm",
        "/receivables/{id=receivable}/confirm/sum?deductions.0.amount.value=1",
        "/receivables/{id=receivable}/refuse",
        "/receivables/{id=receivable}/dispute",
        "/receivables/{id=receivable}/withdraw",
        "/receivables/{id=receivable}/forward",
        "/payments",
        "/payments/new?certificate={settled-in-full}",
        "/payments/{id=payment}",
        "/payments/{id=payment}/{act=acknowledge}",
        "/payments/{id=payment}/{act=reject}",
        "/record?buyer={buyer}",
        "/notices",
        "/notices/{id=notice}",
    ])
}

fn certificates() -> Vec<Row> {
    rows(&[
        "/certificates",
        "/certificates.csv",
        "/certificates.xlsx",
        "/certificates/{id=free}",
        "/certificates/{id=offered}",
        "/certificates/{id=pledged}",
        "/certificates/{id=free}/bundle",
        "/certificates/{id=free}/document.pdf",
        "/certificates/{id=free}/offer",
        "/certificates/{id=offered}/accept",
        "/certificates/{id=offered}/decline",
        "/certificates/{id=offered}/withdraw-offer",
        "/certificates/{id=free}/split",
        "/certificates/{id=free}/split/sum?children.0.amount.value=1",
        "/certificates/{id=free}/cancel",
        "/cancellations/{id=cancellation}",
        "/cancellations/{id=cancellation}/accept",
        "/cancellations/{id=cancellation}/decline",
        "/cancellations/{id=cancellation}/withdraw",
        "/freeze",
        "/freeze?number={number}",
        "/endorsements",
        "/endorsements/new?number={number}&amount=1200000",
    ])
}

fn requests() -> Vec<Row> {
    rows(&[
        "/requests",
        "/requests/new",
        "/requests/fits?certificate={free}",
        "/requests/cost?certificate={free}&product={product}&amount=480000&draw_on=2026-02-16&matures_on=2026-04-07",
        "/requests/{id=asked}",
        "/requests/{id=request}",
        "/requests/{id=joined}",
        "/requests/{id=answered}/accept/{review=answer}",
        "/requests/{id=asked}/withdraw",
        "/requests/{id=joined}/join",
        "/products",
        "/products/new",
        "/products/example?terms.name=x",
        "/products/{id=product}",
        "/products/{id=product}/example?outstanding=1000000&days=90",
        "/products/{id=product}/revise",
        "/products/{id=product}/withdraw",
    ])
}

fn reviews() -> Vec<Row> {
    rows(&[
        "/reviews",
        "/reviews/{request=asked}?bank={bank}",
        "/reviews/{request=asked}/assess",
        "/reviews/{request=asked}/offer",
        "/reviews/{request=asked}/cost?terms.rate=3.8",
        "/reviews/{request=answered}/withdraw-offer",
        "/reviews/{request=asked}/decline",
        "/reviews/{request=assessed}/approve",
        "/reviews/{request=asked}/priority?bank={bank}",
        "/reviews/{request=asked}/priority/order?available=1000&who.0=A&amount.0=600",
        "/reviews/{request=sealed}/bid",
        "/reviews/{request=sealed}/bids?bank={bank}",
        "/credit-lines",
        "/credit-lines/new",
        "/credit-lines/{id=line}",
        "/credit-lines/{id=line}/amend",
        "/credit-lines/{id=line}/amend/sum?terms.limit.value=1",
        "/credit-lines/{id=line}/suspend",
        "/credit-lines/{id=suspended}/resume",
        "/credit-lines/{id=unused}/close",
    ])
}

fn guarantees() -> Vec<Row> {
    rows(&[
        "/guarantees",
        "/guarantees/asked/{request=asked}",
        "/guarantees/asked/{request=asked}/offer",
        "/guarantees/asked/{request=asked}/figures?share=50",
        "/guarantees/{id=guarantee}",
        "/guarantees/{id=to-issue}/issue",
        "/guarantees/{id=open-guarantee}/withdraw",
        "/pools",
        "/pools/new",
        "/pools/{id=pool}",
        "/pools/{id=pool}/close",
        "/sales",
        "/sales/{id=sale}",
        "/sales/{id=sale}/accept",
        "/sales/{id=sale}/decline",
    ])
}

fn loans() -> Vec<Row> {
    rows(&[
        "/loans",
        "/loans/{id=loan}",
        "/loans/{id=loan}/owed?on=2026-03-01",
        "/loans/{id=loan}/book?by=debtor",
        "/loans/{id=loan}/{act=charge}",
        "/loans/{id=loan}/{act=sell}",
        "/loans/{id=loan}/{act=instruct}",
        "/loans/{id=loan}/{act=charge}/figures?amount.value=500&on=2026-02-11",
        "/loans/{id=loan}/sales/{sale=sale}/withdraw",
        "/loans/{id=loan}/guarantees/{guarantee=guarantee}/{act=release}",
        "/portfolio?bank={bank}",
        "/portfolio/files/{name=exposures.xlsx}?bank={bank}",
    ])
}

fn books() -> Vec<Row> {
    rows(&[
        "/bank-entries",
        "/bank-entries/new",
        "/bank-entries/{id=unmatched}",
        "/bank-entries/{id=unmatched}/assign",
        "/bank-entries/{id=booked}/reverse",
        "/filings",
        "/filings/{id=filing}",
        "/filings/{id=stale-filing}/discharge",
    ])
}

fn registers() -> Vec<Row> {
    rows(&[
        "/audits",
        "/audits/progress",
        "/findings",
        "/statistics",
        "/statistics/files/{name=banks.csv}",
        "/statistics/disclosure?year=2025&buyer={buyer}",
        "/statistics/disclosure/files/{name=disclosure.csv}?year=2025&buyer={buyer}",
        "/parties",
        "/parties/new",
        "/parties/{id=supplier}",
        "/parties/{id=supplier}/suspend",
        "/parties/{id=weaver}/recover",
        "/rules/publish",
        "/service",
    ])
}

/// What is open only while bids are opened.
pub(crate) fn reads_when_bids_are_opened() -> Vec<Row> {
    rows(&["/reviews/{request=sealed}/reveal"])
}

/// What is open only when the debtor did not pay.
pub(crate) fn reads_when_late() -> Vec<Row> {
    rows(&[
        "/certificates/{id=promised}/honour",
        "/certificates/{id=promised}/complaint",
        "/certificates/{id=promised}/complaint.json",
        "/loans/{id=loan}/{act=write-off}",
        "/loans/{id=loan}/guarantees/{guarantee=guarantee}/{act=call}",
        "/loans/{id=loan}/guarantees/{guarantee=guarantee}/call/figures?amount.value=1",
    ])
}

/// What is open only where a party is suspended. The weaver is.
pub(crate) fn reads_of_who_is_suspended() -> Vec<Row> {
    rows(&["/parties/{id=weaver}/reinstate"])
}

/// Forms that a page sends. What a party signs goes through the API.
pub(crate) fn writes() -> Vec<Row> {
    let row = |address: &'static str, media_type: &'static str, body: &'static str| Row {
        method: Method::POST,
        address,
        media_type,
        body,
    };
    vec![
        row("/sign-in", JSON, "{\"token\": \"none\"}"),
        row("/sign-in/challenge", FORM, ""),
        row("/invitations/{secret=secret}", JSON, "{}"),
        row("/news/read", FORM, "seq=3"),
        row("/house/invitations", FORM, "label=Qian&member="),
        row("/house/invitations/{id=withdrawn}/withdraw", FORM, ""),
        row("/house/me/devices", FORM, ""),
        row("/house/me/sign-ins/{id=sign-in}/end", FORM, ""),
        row("/house/clients/key", FORM, "member=x&key=x"),
        row("/audits", FORM, ""),
        row("/parties/new", FORM, "label=First&party="),
        row("/parties/{id=supplier}/recover", FORM, "label=Lost&member=x"),
        row("/rules/publish", FORM, "pack=x"),
        row("/receivables/import/rows", CSV, CLAIMS),
        row("/sign-in/used", FORM, ""),
        row("/sign-out", FORM, ""),
    ]
}

//! The list as a file for spreadsheets: the same viewer and the same filters, page after page.

use axum::extract::State;
use axum::response::Response;
use tallystick_documents::{ExportCell, ExportError, TableFormat, TableWriter};
use tallystick_store::{CertificateFilter, ListedCertificate, MAX_PAGE, Paging};

use super::attached::attached;
use super::list::{Query, WHO};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::Asked;
use crate::seat::Seated;

/// How many rows a file has at most.
const MOST: usize = 100_000;

pub(super) async fn csv(
    State(portal): State<Portal>,
    seated: Seated,
    Asked(query): Asked<Query>,
) -> Result<Response, Failure> {
    file(&portal, seated, &query, TableFormat::Csv).await
}

pub(super) async fn xlsx(
    State(portal): State<Portal>,
    seated: Seated,
    Asked(query): Asked<Query>,
) -> Result<Response, Failure> {
    file(&portal, seated, &query, TableFormat::Xlsx).await
}

async fn file(
    portal: &Portal,
    seated: Seated,
    query: &Query,
    format: TableFormat,
) -> Result<Response, Failure> {
    let seated = seated.only(WHO)?;
    let store = portal.store();
    let frame = Frame::new(portal, seated.visit.clone());
    let mut table = TableWriter::begin(format, &headings(&frame)).map_err(unwritten)?;
    let (mut left, mut after) = (MOST, None);
    loop {
        let filter = CertificateFilter {
            page: Paging {
                after,
                limit: MAX_PAGE,
            },
            ..query.filter()?
        };
        let page = store.certificates(seated.viewer(), &filter).await?;
        left = left
            .checked_sub(page.items.len())
            .ok_or_else(|| Failure::Address(format!("the file would have more than {MOST} rows")))?;
        let parties = page
            .items
            .iter()
            .flat_map(|one| [one.debtor, one.supplier, one.holder]);
        let names = Names::of(store, seated.viewer(), parties).await?;
        for certificate in &page.items {
            table
                .row(&cells(&frame, &names, certificate))
                .map_err(unwritten)?;
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let day = store.today().await?;
    let name = format!("certificates-{day}.{}", format.extension());
    Ok(attached(&name, format.media_type(), table.finish()))
}

fn headings(frame: &Frame<'_>) -> [String; 12] {
    [
        frame.say("certificate-number"),
        frame.say("debtor"),
        frame.say("supplier"),
        frame.say("holder"),
        frame.say("amount"),
        frame.say("outstanding"),
        frame.say("certificates-currency"),
        frame.say("stage"),
        frame.say("issued-on"),
        frame.say("due-on"),
        frame.say("certificate-overdue-since"),
        frame.say("frozen"),
    ]
}

fn cells(frame: &Frame<'_>, names: &Names, certificate: &ListedCertificate) -> [ExportCell; 12] {
    let text = |text: String| ExportCell::Text(text);
    let frozen = if certificate.frozen {
        frame.say("frozen")
    } else {
        String::new()
    };
    [
        text(certificate.number.to_string()),
        text(names.name(&certificate.debtor)),
        text(names.name(&certificate.supplier)),
        text(names.name(&certificate.holder)),
        ExportCell::Amount(certificate.amount),
        ExportCell::Amount(certificate.outstanding),
        text(certificate.amount.currency().to_string()),
        text(frame.stage("certificate", &certificate.stage)),
        ExportCell::Day(certificate.issued_on),
        ExportCell::Day(certificate.due_on),
        certificate
            .overdue_since
            .map_or(ExportCell::Empty, ExportCell::Day),
        text(frozen),
    ]
}

#[expect(clippy::needless_pass_by_value, reason = "it is what an error is mapped with")]
fn unwritten(error: ExportError) -> Failure {
    tracing::error!(%error, "a table could not be written");
    Failure::Fault
}

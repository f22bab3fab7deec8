//! Drawing the sheets, as PDF/A-3a with the bundle embedded.

use chrono::{DateTime as Moment, Datelike as _, Timelike as _, Utc};
use fast_qr::{ECL, Mode, QRBuilder, QRCode};
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::{Document, SerializeSettings};
use tallystick_base::Millis;

use super::BUNDLE_TYPE;
use super::error::CertificateDocumentError;
use super::face::Face;
use super::facts::CertificateFacts;
use super::length::Length;
use super::reading::Piece;
use super::sheet::{HEIGHT, Language, Mark, Shade, Shape, Sheets, Style, WIDTH};

/// What was drawn for which piece.
type Drawn = Vec<(Piece, Identifier)>;

/// Draws the sheets and embeds the bundle.
pub(super) fn draw(
    sheets: &Sheets<'_>,
    facts: &CertificateFacts,
    bundle: &[u8],
) -> Result<Vec<u8>, CertificateDocumentError> {
    let mut document = Document::new_with(settings());
    let mut drawn = Drawn::new();
    for sheet in &sheets.pages {
        page(&mut document, sheets.face, sheet, &mut drawn)?;
    }
    document.set_tag_tree(sheets.reading.tree(&drawn));
    document.set_metadata(metadata(facts));
    document.embed_file(attachment(facts, bundle));
    document.finish().map_err(|error| CertificateDocumentError::Pdf {
        reason: format!("{error:?}"),
    })
}

fn settings() -> SerializeSettings {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_A)
        .finish()
        .expect("one standard cannot contradict itself");
    SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    }
}

fn page(
    document: &mut Document,
    face: &Face,
    sheet: &[Mark],
    drawn: &mut Drawn,
) -> Result<(), CertificateDocumentError> {
    let settings = PageSettings::from_wh(WIDTH.drawn(), HEIGHT.drawn());
    let mut page = document.start_page_with(settings.expect("A4 has a width and a height"));
    let mut surface = page.surface();
    let mut links = Vec::new();
    for mark in sheet {
        let identifier = surface.start_tagged(content(mark));
        match &mark.shape {
            Shape::Text(text, style) => write(&mut surface, face, mark, text, *style),
            Shape::Rule(width, thickness, shade) => {
                let rule = rectangle(mark.left, mark.down, *width, *thickness);
                fill(&mut surface, *shade, [rule]);
            }
            Shape::Code(side, address) => {
                fill(&mut surface, Shade::Ink, modules(&encode(address)?, mark, *side));
                links.push((mark, *side, address));
            }
        }
        surface.end_tagged();
        if let Some(piece) = mark.piece {
            drawn.push((piece, identifier));
        }
    }
    surface.finish();
    for (mark, side, address) in links {
        let target = Target::Action(Action::Link(LinkAction::new(address.clone())));
        let link = LinkAnnotation::new(rectangle(mark.left, mark.down, side, side), target);
        let annotation = Annotation::new_link(link, Some(address.clone()));
        let identifier = page.add_tagged_annotation(annotation);
        if let Some(piece) = mark.piece {
            drawn.push((piece, identifier));
        }
    }
    page.finish();
    Ok(())
}

fn content(mark: &Mark) -> ContentTag<'static> {
    match (&mark.shape, mark.piece) {
        (Shape::Text(_, style), Some(_)) => {
            ContentTag::Span(SpanTag::empty().with_lang(match style.language {
                Language::Chinese => None,
                Language::English => Some("en"),
            }))
        }
        (Shape::Rule(..) | Shape::Code(..), Some(_)) => ContentTag::Other,
        (Shape::Text(..), None) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
        (Shape::Rule(..) | Shape::Code(..), None) => {
            ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout))
        }
    }
}

fn write(surface: &mut Surface<'_>, face: &Face, mark: &Mark, text: &str, style: Style) {
    surface.set_fill(Some(paint(style.shade)));
    let start = Point::from_xy(mark.left.drawn(), mark.down.drawn());
    let glyphs = face.line(text);
    surface.draw_glyphs(start, &glyphs, face.font(), text, style.size.drawn(), false);
}

fn fill(surface: &mut Surface<'_>, shade: Shade, rectangles: impl IntoIterator<Item = Rect>) {
    surface.set_fill(Some(paint(shade)));
    let mut path = PathBuilder::new();
    for rectangle in rectangles {
        path.push_rect(rectangle);
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn paint(shade: Shade) -> Fill {
    let (red, green, blue) = match shade {
        Shade::Ink => (0x1A, 0x1A, 0x1A),
        Shade::Soft => (0x5C, 0x60, 0x66),
        Shade::Accent => (0x17, 0x37, 0x5E),
        Shade::Faint => (0xC9, 0xCD, 0xD2),
    };
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        ..Fill::default()
    }
}

fn rectangle(left: Length, down: Length, width: Length, height: Length) -> Rect {
    Rect::from_xywh(left.drawn(), down.drawn(), width.drawn(), height.drawn())
        .expect("what is drawn has a width and a height")
}

/// The code at the middle of the four levels of repair: a crease or a stamp on it does no harm.
fn encode(address: &str) -> Result<QRCode, CertificateDocumentError> {
    QRBuilder::new(address)
        .mode(Mode::Byte)
        .ecl(ECL::M)
        .build()
        .map_err(|_| CertificateDocumentError::Address {
            length: address.len(),
        })
}

/// The dark modules of a code, those side by side in one rectangle.
fn modules(code: &QRCode, mark: &Mark, side: Length) -> Vec<Rect> {
    let count = i64::try_from(code.size).expect("a code has at most 177 modules a side");
    let place = |at: usize| {
        let at = i64::try_from(at).expect("a code has at most 177 modules a side");
        side.times(at).divided(count)
    };
    let mut rectangles = Vec::new();
    for (down, row) in code.data.chunks(code.size).take(code.size).enumerate() {
        let mut from = None;
        for (at, dark) in row.iter().map(|module| module.value()).chain([false]).enumerate() {
            match (dark, from) {
                (true, None) => from = Some(at),
                (false, Some(first)) => {
                    let (left, top) = (mark.left + place(first), mark.down + place(down));
                    let (width, height) = (place(at) - place(first), place(down + 1) - place(down));
                    rectangles.push(rectangle(left, top, width, height));
                    from = None;
                }
                (true, Some(_)) | (false, None) => {}
            }
        }
    }
    rectangles
}

fn metadata(facts: &CertificateFacts) -> Metadata {
    let (number, entry) = (&facts.number, facts.as_of.entry);
    Metadata::new()
        .title(format!(
            "应收账款确权证明 Certificate of a Confirmed Receivable {number}"
        ))
        .description(format!(
            "截至账本 {ledger} 第 {entry} 号条目。As of entry {entry} of the ledger {ledger}.",
            ledger = facts.ledger
        ))
        .authors(vec![facts.ledger.clone()])
        .creator("Tallystick".to_owned())
        .language("zh-CN".to_owned())
        .creation_date(date(facts.as_of.received))
        .document_id(format!("{}/{number}/{entry}", facts.ledger))
}

fn attachment(facts: &CertificateFacts, bundle: &[u8]) -> EmbeddedFile {
    EmbeddedFile {
        path: format!("{}.json", facts.number),
        mime_type: MimeType::new(BUNDLE_TYPE),
        description: Some("离线证据包 Offline evidence: tallystick verify".to_owned()),
        association_kind: AssociationKind::Source,
        data: bundle.to_vec().into(),
        modification_date: Some(date(facts.as_of.received)),
        compress: Some(true),
        location: None,
    }
}

/// A moment in UTC, to the second.
fn date(moment: Millis) -> DateTime {
    let seconds = i64::try_from(moment.as_secs()).ok();
    let moment = seconds.and_then(|seconds| Moment::<Utc>::from_timestamp(seconds, 0));
    let moment = moment.expect("a time of the ledger lies before the year 10000");
    let small = |number: u32| u8::try_from(number).expect("it counts at most to 60");
    DateTime::new(u16::try_from(moment.year()).expect("a time of the ledger lies in the years 1970 to 9999"))
        .month(small(moment.month()))
        .day(small(moment.day()))
        .hour(small(moment.hour()))
        .minute(small(moment.minute()))
        .second(small(moment.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

//! The code on a certificate document, as a camera sees it: which of its modules are inked on the page that was written.

use fast_qr::{ECL, Mode, QRBuilder};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Number, Object};
use hayro_syntax::page::Page;
use rstest::rstest;
use tallystick_documents::{CertificateFacts, certificate_document};

use crate::certificates::{laden, plain};

/// The left, upper, right and lower edge of a rectangle, in thousandths of a point from the upper left corner of the page.
type Edges = [i64; 4];

/// PDF counts upwards from the lower edge of the page, A4, and what is drawn counts downwards from the upper one.
const DOWNWARDS: [i64; 6] = [1_000, 0, 0, -1_000, 0, 841_890];

/// The rectangles of the code: of all that is filled it alone is more than one of them.
fn inked(page: &Page<'_>) -> Vec<Edges> {
    let mut operations = page.operations();
    let mut matrix = Vec::new();
    let mut corners: Vec<[i64; 2]> = Vec::new();
    while let Some(instruction) = operations.next() {
        let numbers: Vec<i64> = instruction
            .operands()
            .filter_map(|operand| match operand {
                Object::Number(number) => Some(thousandths(*number)),
                _ => None,
            })
            .collect();
        match &**instruction.operator {
            b"cm" => matrix = numbers,
            b"m" | b"l" => corners.push([numbers[0], numbers[1]]),
            b"f" if corners.len() > 4 => {
                assert_eq!(matrix, DOWNWARDS);
                return corners.chunks(4).map(around).collect();
            }
            b"f" | b"n" => corners.clear(),
            _ => {}
        }
    }
    panic!("no code is drawn");
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::float_arithmetic,
    reason = "a page is less than a million thousandths of a point long"
)]
fn thousandths(points: Number) -> i64 {
    (points.as_f64() * 1_000.0).round() as i64
}

/// The edges of what has these corners.
fn around(corners: &[[i64; 2]]) -> Edges {
    let (mut across, mut down): (Vec<i64>, Vec<i64>) = corners.iter().map(|[x, y]| (*x, *y)).unzip();
    across.sort_unstable();
    down.sort_unstable();
    let last = corners.len() - 1;
    [across[0], down[0], across[last], down[last]]
}

/// The edges of the whole code. Its corners are dark but for the last one, which lies between two of them.
fn whole(inked: &[Edges]) -> Edges {
    let corners: Vec<[i64; 2]> = inked
        .iter()
        .flat_map(|[left, upper, right, lower]| [[*left, *upper], [*right, *lower]])
        .collect();
    around(&corners)
}

/// The rows of a code of so many modules a side, from above; dark is what is inked in the middle of a module.
fn seen(inked: &[Edges], count: usize) -> Vec<String> {
    let count = i64::try_from(count).unwrap();
    let [left, upper, right, lower] = whole(inked);
    let middle = |from: i64, to: i64, at: i64| from + (to - from) * (2 * at + 1) / (2 * count);
    let is_dark = |row: i64, column: i64| {
        let (across, down) = (middle(left, right, column), middle(upper, lower, row));
        inked.iter().any(|[left, upper, right, lower]| {
            (*left..*right).contains(&across) && (*upper..*lower).contains(&down)
        })
    };
    let row = |row: i64| -> String { (0..count).map(|column| shown(is_dark(row, column))).collect() };
    (0..count).map(row).collect()
}

/// The rows of the code that says this.
fn encoded(text: &str) -> Vec<String> {
    let mut builder = QRBuilder::new(text);
    let code = builder.mode(Mode::Byte).ecl(ECL::M).build().unwrap();
    let rows = code.data.chunks(code.size).take(code.size);
    rows.map(|row| row.iter().map(|module| shown(module.value())).collect())
        .collect()
}

const fn shown(is_dark: bool) -> char {
    if is_dark { '#' } else { '.' }
}

fn led_to(check_url: &str) -> CertificateFacts {
    CertificateFacts {
        check_url: check_url.to_owned(),
        ..plain()
    }
}

#[rstest]
#[case::plain(plain())]
#[case::everything_at_once(laden())]
#[case::a_service_on_this_machine(led_to("http://127.0.0.1:8080/check/JRBT3-PPA7Y-2ZE8W-M45R4"))]
#[case::as_long_as_it_may_be(led_to(&format!("https://a.example/{}", "M".repeat(382))))]
fn the_code_on_the_page_says_the_address_of_the_check(#[case] facts: CertificateFacts) {
    // Given a document as it is handed out.
    let pdf = Pdf::new(certificate_document(&facts, b"{}").unwrap()).unwrap();

    // When the first page is looked at.
    let inked = inked(&pdf.pages()[0]);

    // Then the code is 30 mm wide and high, and module for module that of the address, at the level of repair that survives a crease.
    let [left, upper, right, lower] = whole(&inked);
    assert_eq!([right - left, lower - upper], [85_000; 2]);
    let expected = encoded(&facts.check_url);
    let seen = seen(&inked, expected.len());
    assert_eq!(seen, expected, "\n{}\n\n{}", seen.join("\n"), expected.join("\n"));
}

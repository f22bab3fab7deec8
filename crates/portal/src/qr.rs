//! Codes that a camera reads (ISO/IEC 18004), drawn as one path.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};

/// The light margin that readers need, in modules.
const QUIET: usize = 4;

/// A code to be drawn: `<svg viewBox="0 0 side side"><path d="…">`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Code {
    /// How many units it is wide and high, its margin included.
    pub(crate) side: usize,
    /// The dark modules.
    pub(crate) path: String,
}

/// The code of an address; `None` for a text that is too long for one.
pub(crate) fn code(text: &str) -> Option<Code> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for row in 0..code.size {
        for column in 0..code.size {
            if code.data.get(row * code.size + column)?.value() {
                let (left, top) = (column + QUIET, row + QUIET);
                write!(path, "M{left} {top}h1v1h-1z").ok()?;
            }
        }
    }
    Some(Code {
        side: code.size + 2 * QUIET,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners() {
        let code = code("https://tallystick.test/invitations/x").unwrap();
        assert_eq!((code.side - 2 * QUIET - 17) % 4, 0);
        let far = code.side - QUIET - 7;
        for corner in [
            format!("M{QUIET} {QUIET}h"),
            format!("M{far} {QUIET}h"),
            format!("M{QUIET} {far}h"),
        ] {
            assert!(code.path.contains(&corner), "{corner}");
        }
    }
}

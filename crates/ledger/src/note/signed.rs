//! The frame of a note (C2SP signed-note): text, an empty line, signature lines.

use crate::Refusal;
use crate::encoding::{from_base64, to_base64};

const DOCUMENT: &str = "signed note";
const MARK: &str = "\u{2014} ";
/// More signatures than any log has witnesses.
const MAX_SIGNATURES: usize = 100;

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoteSignature {
    pub(crate) name: String,
    pub(crate) key_id: [u8; 4],
    pub(crate) signature: Vec<u8>,
}

/// A text with signatures. The text ends with a newline, which is signed too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignedNote {
    pub(crate) text: String,
    pub(crate) signatures: Vec<NoteSignature>,
}

impl SignedNote {
    pub(crate) fn encode(&self) -> String {
        let lines = self.signatures.iter().map(
            |NoteSignature {
                 name,
                 key_id,
                 signature,
             }| {
                let blob = to_base64(&[key_id.as_slice(), signature].concat());
                format!("{MARK}{name} {blob}\n")
            },
        );
        format!("{}\n{}", self.text, lines.collect::<String>())
    }

    pub(crate) fn parse(note: &str) -> Result<Self, Refusal> {
        let malformed = |detail| Refusal::NoteForm {
            document: DOCUMENT,
            detail,
        };
        if note.chars().any(|c| c < ' ' && c != '\n') {
            return Err(malformed("it has control characters"));
        }
        // The last empty line divides; the text itself may have others.
        let divider = note
            .rfind("\n\n")
            .ok_or_else(|| malformed("there is no empty line"))?;
        let (text, lines) = note.split_at(divider + 1);
        let lines = lines
            .strip_prefix('\n')
            .and_then(|lines| lines.strip_suffix('\n'));
        let lines = lines.ok_or_else(|| malformed("there are no signature lines"))?;
        let signatures: Vec<_> = lines.split('\n').map(parse_line).collect::<Result<_, _>>()?;
        if signatures.len() > MAX_SIGNATURES {
            return Err(malformed("it has more than 100 signatures"));
        }
        Ok(Self {
            text: text.to_owned(),
            signatures,
        })
    }
}

fn parse_line(line: &str) -> Result<NoteSignature, Refusal> {
    let malformed = |detail| Refusal::NoteForm {
        document: DOCUMENT,
        detail,
    };
    let rest = line
        .strip_prefix(MARK)
        .ok_or_else(|| malformed("a signature line has no dash"))?;
    let (name, blob) = rest
        .split_once(' ')
        .ok_or_else(|| malformed("a signature line has no key name"))?;
    if name.is_empty() || name.contains(char::is_whitespace) || name.contains('+') {
        return Err(malformed("a key name is empty or has white space or a plus sign"));
    }
    let blob = from_base64("note signature", blob)?;
    let (key_id, signature) = blob
        .split_first_chunk::<4>()
        .ok_or_else(|| malformed("a signature has no key id"))?;
    Ok(NoteSignature {
        name: name.to_owned(),
        key_id: *key_id,
        signature: signature.to_vec(),
    })
}

//! A dictionary as PDF writes it (ISO 32000-1, 7.3), as far as finding a stream needs it.

/// The deepest nesting that is read.
const DEEPEST: usize = 16;

/// The entries of a dictionary, in order.
pub(super) struct Dictionary {
    entries: Vec<(Vec<u8>, Value)>,
}

/// The value of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A name, its escapes undone.
    Name(Vec<u8>),
    /// Anything else.
    Other,
}

impl Dictionary {
    /// Reads the dictionary with which the bytes begin, after white space, and tells where it ends; none where there is
    /// no whole one, or a key stands twice.
    pub(super) fn read(bytes: &[u8]) -> Option<(Self, usize)> {
        let mut reader = Reader { bytes, at: 0 };
        reader.skip_white();
        reader.take(b"<<")?;
        let mut entries: Vec<(Vec<u8>, Value)> = Vec::new();
        loop {
            reader.skip_white();
            if reader.take(b">>").is_some() {
                return Some((Self { entries }, reader.at));
            }
            let key = reader.name()?;
            if entries.iter().any(|(known, _)| *known == key) {
                return None;
            }
            let value = reader.value()?;
            entries.push((key, value));
        }
    }

    pub(super) fn get(&self, key: &[u8]) -> Option<&Value> {
        self.entries
            .iter()
            .find(|(known, _)| known == key)
            .map(|(_, value)| value)
    }

    /// The name that an entry has as its value.
    pub(super) fn name(&self, key: &[u8]) -> Option<&[u8]> {
        match self.get(key) {
            Some(Value::Name(name)) => Some(name),
            Some(Value::Other) | None => None,
        }
    }
}

struct Reader<'p> {
    bytes: &'p [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn take(&mut self, expected: &[u8]) -> Option<()> {
        self.bytes.get(self.at..)?.strip_prefix(expected)?;
        self.at += expected.len();
        Some(())
    }

    fn skip_white(&mut self) {
        while self.peek().is_some_and(is_white) {
            self.at += 1;
        }
    }

    /// A name, with `#2F` read as the byte that it stands for.
    fn name(&mut self) -> Option<Vec<u8>> {
        self.take(b"/")?;
        let mut name = Vec::new();
        while self.peek().is_some_and(is_regular) {
            let byte = self.next()?;
            name.push(if byte == b'#' { self.escaped()? } else { byte });
        }
        Some(name)
    }

    fn escaped(&mut self) -> Option<u8> {
        let high = char::from(self.next()?).to_digit(16)?;
        let low = char::from(self.next()?).to_digit(16)?;
        u8::try_from(high * 16 + low).ok()
    }

    /// The value of an entry, up to the next key or the end of the dictionary.
    fn value(&mut self) -> Option<Value> {
        self.skip_white();
        if self.peek()? == b'/' {
            return self.name().map(Value::Name);
        }
        let mut depth = 0;
        loop {
            self.skip_white();
            match self.peek()? {
                b'/' | b'>' if depth == 0 => return Some(Value::Other),
                b'/' => {
                    self.name()?;
                }
                b'(' => self.text()?,
                b'[' => depth = self.deeper(b"[", depth)?,
                b']' => depth = self.back(b"]", depth)?,
                b'<' if self.take(b"<<").is_some() => depth = self.deeper(b"", depth)?,
                b'<' => self.hexadecimal()?,
                b'>' => depth = self.back(b">>", depth)?,
                byte if is_regular(byte) => self.at += 1,
                _ => return None,
            }
        }
    }

    fn deeper(&mut self, mark: &[u8], depth: usize) -> Option<usize> {
        self.take(mark)?;
        (depth < DEEPEST).then_some(depth + 1)
    }

    fn back(&mut self, mark: &[u8], depth: usize) -> Option<usize> {
        self.take(mark)?;
        depth.checked_sub(1)
    }

    /// A text in brackets, which may have balanced brackets in it.
    fn text(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.next()? {
                b'\\' => {
                    self.next()?;
                }
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(());
                    }
                }
                _ => {}
            }
        }
    }

    /// A text in hexadecimal digits.
    fn hexadecimal(&mut self) -> Option<()> {
        self.take(b"<")?;
        while self.next()? != b'>' {}
        Some(())
    }
}

const fn is_white(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}

/// A byte that names and numbers are made of.
const fn is_regular(byte: u8) -> bool {
    !is_white(byte)
        && !matches!(
            byte,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
        )
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn names_are_read_and_everything_else_is_passed_over() {
        let text = b" << /Type /EmbeddedFile\n/Length 12 0 R/Subtype/a#2Fb.c+d /Params <</Size 3 /D (a\\)(b)c) /X <0F> \
            /L [1 [/N 2] <<>>]>> /Filter /FlateDecode >>\nstream";
        let (dictionary, length) = Dictionary::read(text).unwrap();
        assert_eq!(dictionary.name(b"Type"), Some(b"EmbeddedFile".as_slice()));
        assert_eq!(dictionary.name(b"Subtype"), Some(b"a/b.c+d".as_slice()));
        assert_eq!(dictionary.name(b"Filter"), Some(b"FlateDecode".as_slice()));
        assert_eq!(dictionary.get(b"Length"), Some(&Value::Other));
        assert_eq!(dictionary.get(b"Params"), Some(&Value::Other));
        assert_eq!(dictionary.get(b"Size"), None);
        assert_eq!(&text[length..], b"\nstream");
    }

    #[rstest]
    #[case::nothing(b"")]
    #[case::no_dictionary(b"12")]
    #[case::cut(b"<< /Type /EmbeddedFile")]
    #[case::cut_in_a_text(b"<< /Type (a\\")]
    #[case::no_key(b"<< 12 /A >>")]
    #[case::twice(b"<< /A /B /A /C >>")]
    #[case::unbalanced(b"<< /A ] >>")]
    #[case::half_an_end(b"<< /A 1 > >>")]
    #[case::escape(b"<< /A#G0 1 >>")]
    #[case::comment(b"<< /A % 1 >>\n>>")]
    fn what_is_no_dictionary_is_none(#[case] text: &[u8]) {
        assert!(Dictionary::read(text).is_none());
    }

    #[test]
    fn nesting_has_an_end() {
        let nested = |depth: usize| format!("<< /A {}{} >>", "[".repeat(depth), "]".repeat(depth));
        assert!(Dictionary::read(nested(DEEPEST).as_bytes()).is_some());
        assert!(Dictionary::read(nested(DEEPEST + 1).as_bytes()).is_none());
    }
}

//! Reading a sentence: text, places in braces, and what may be left out in brackets.

/// A piece of a sentence.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Stands as it is.
    Text(&'t str),
    /// Filled from the body: what stands between the braces.
    Place(&'t str),
    /// Left out where a place in it stays empty. Brackets do not nest.
    Optional(Vec<Piece<'t>>),
}

/// The pieces of a sentence; none where a brace or bracket is out of place.
pub(super) fn parse(template: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('[') {
        let (optional, tail) = after.split_once(']')?;
        pieces.extend(flat(before)?);
        pieces.push(Piece::Optional(flat(optional)?));
        rest = tail;
    }
    pieces.extend(flat(rest)?);
    Some(pieces)
}

/// Text and places, without brackets.
fn flat(template: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (place, tail) = after.split_once('}')?;
        pieces.push(text(before)?);
        pieces.push(Piece::Place(place));
        rest = tail;
    }
    pieces.push(text(rest)?);
    Some(pieces)
}

fn text(plain: &str) -> Option<Piece<'_>> {
    (!plain.contains(['[', ']', '{', '}'])).then_some(Piece::Text(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_places_and_brackets_are_told_apart() {
        let pieces = parse("Pay {amount|money}[ to {to}].").unwrap();
        let optional = vec![Piece::Text(" to "), Piece::Place("to"), Piece::Text("")];
        assert_eq!(
            pieces,
            [
                Piece::Text("Pay "),
                Piece::Place("amount|money"),
                Piece::Text(""),
                Piece::Optional(optional),
                Piece::Text("."),
            ]
        );
    }

    #[test]
    fn a_brace_or_bracket_out_of_place_is_refused() {
        for broken in ["{a", "a}", "[a", "a]", "[[a]]", "[{a]}", "{a}}"] {
            assert_eq!(parse(broken), None, "{broken}");
        }
    }
}

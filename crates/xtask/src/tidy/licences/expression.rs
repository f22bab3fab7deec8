//! Licence expressions as manifests write them (SPDX 2.3, annex D, without `+` and references).

/// An expression, read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Expression<'text> {
    License {
        name: &'text str,
        exception: Option<&'text str>,
    },
    AnyOf(Vec<Self>),
    AllOf(Vec<Self>),
}

impl<'text> Expression<'text> {
    /// Reads an expression; the old separator `/` means OR. Nothing where the text is not one.
    pub(super) fn parse(text: &'text str) -> Option<Self> {
        let mut words = words(text).into_iter().peekable();
        let expression = any_of(&mut words, 0)?;
        words.next().is_none().then_some(expression)
    }

    /// Whether the expression can be met with licences for which `allowed(licence, exception)` holds.
    pub(super) fn holds(&self, allowed: &impl Fn(&str, Option<&str>) -> bool) -> bool {
        match self {
            Self::License { name, exception } => allowed(name, *exception),
            Self::AnyOf(parts) => parts.iter().any(|part| part.holds(allowed)),
            Self::AllOf(parts) => parts.iter().all(|part| part.holds(allowed)),
        }
    }
}

type Words<'text> = std::iter::Peekable<std::vec::IntoIter<&'text str>>;

/// No manifest nests deeper, and text from outside shall not exhaust the stack.
const DEEPEST: u8 = 8;

/// Names, operators and parentheses.
fn words(text: &str) -> Vec<&str> {
    let pieces = text.split_inclusive(['(', ')', '/', ' ']).flat_map(|piece| {
        let separator = piece.len() - usize::from(piece.ends_with(['(', ')', '/', ' ']));
        let (word, separator) = piece.split_at(separator);
        [word, if separator == "/" { "OR" } else { separator }]
    });
    pieces
        .filter(|piece| !piece.is_empty() && *piece != " ")
        .collect()
}

/// OR binds weakest.
fn any_of<'text>(words: &mut Words<'text>, depth: u8) -> Option<Expression<'text>> {
    let mut parts = vec![all_of(words, depth)?];
    while words.next_if_eq(&"OR").is_some() {
        parts.push(all_of(words, depth)?);
    }
    if parts.len() == 1 {
        parts.pop()
    } else {
        Some(Expression::AnyOf(parts))
    }
}

fn all_of<'text>(words: &mut Words<'text>, depth: u8) -> Option<Expression<'text>> {
    let mut parts = vec![single(words, depth)?];
    while words.next_if_eq(&"AND").is_some() {
        parts.push(single(words, depth)?);
    }
    if parts.len() == 1 {
        parts.pop()
    } else {
        Some(Expression::AllOf(parts))
    }
}

fn single<'text>(words: &mut Words<'text>, depth: u8) -> Option<Expression<'text>> {
    match words.next()? {
        "(" if depth < DEEPEST => {
            let inside = any_of(words, depth + 1)?;
            words.next_if_eq(&")").map(|_| inside)
        }
        "(" | ")" | "OR" | "AND" | "WITH" => None,
        name => {
            let exception = match words.next_if_eq(&"WITH") {
                Some(_) => Some(words.next()?),
                None => None,
            };
            Some(Expression::License { name, exception })
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const fn license(name: &str) -> Expression<'_> {
        Expression::License {
            name,
            exception: None,
        }
    }

    #[test]
    fn and_binds_closer_than_or() {
        let expected = Expression::AnyOf(vec![
            license("MIT"),
            Expression::AllOf(vec![license("ISC"), license("Zlib")]),
        ]);
        assert_eq!(Expression::parse("MIT OR ISC AND Zlib"), Some(expected));
    }

    #[test]
    fn parentheses_bind_closest() {
        let expected = Expression::AllOf(vec![
            Expression::AnyOf(vec![license("MIT"), license("ISC")]),
            license("Zlib"),
        ]);
        assert_eq!(Expression::parse("(MIT OR ISC) AND Zlib"), Some(expected));
    }

    #[test]
    fn a_slash_is_an_or() {
        assert_eq!(Expression::parse("MIT/ISC"), Expression::parse("MIT OR ISC"));
    }

    #[test]
    fn an_exception_belongs_to_its_licence() {
        let with = Expression::License {
            name: "Apache-2.0",
            exception: Some("LLVM-exception"),
        };
        let expected = Expression::AnyOf(vec![with, license("MIT")]);
        assert_eq!(
            Expression::parse("Apache-2.0 WITH LLVM-exception OR MIT"),
            Some(expected)
        );
    }

    #[rstest]
    #[case("")]
    #[case("MIT OR")]
    #[case("OR MIT")]
    #[case("(MIT")]
    #[case("MIT)")]
    #[case("MIT ISC")]
    #[case("MIT WITH")]
    #[case("((((((((((MIT))))))))))")]
    fn what_is_no_expression_is_refused(#[case] text: &str) {
        assert_eq!(Expression::parse(text), None);
    }
}

//! Whether a payload names only subjects that its command can need.
//!
//! Which subjects a command needs exactly depends on states that only the service has; that a decision names too little is
//! refused there. What can be told on this side is told here: the table of commands says which kinds of subjects a
//! command names in which list and how many of them, and the body says which ones are meant wherever it names any of their kind.

use std::collections::BTreeMap;

use serde_json::Value;
use tallystick_base::Subject;
use tallystick_commands::CommandSpec;
use tallystick_ledger::Claims;

use crate::act::Mismatch;

/// Checks the three lists of a payload.
pub(super) fn check(claims: &Claims, kind: &'static str, body: &Value) -> Result<(), Mismatch> {
    let Some(spec) = CommandSpec::of(kind) else {
        // A kind that can be read has a row; a payload of any other kind did not come this far.
        return Err(Mismatch::Subject {
            subject: claims.subject.clone(),
            list: "sub",
            kind,
        });
    };
    let named = Names::of(body, &claims.issuer);
    let rel: Vec<&Subject> = claims.rel.iter().map(|(subject, _)| subject).collect();
    named.check(kind, "sub", &[spec.sub], &[&claims.subject])?;
    named.check(kind, "alt", spec.alt, &claims.alt.iter().collect::<Vec<_>>())?;
    named.check(kind, "rel", spec.rel, &rel)
}

/// The subjects that a body names, by kind, and who acts.
struct Names<'b> {
    body: &'b Value,
    ids: BTreeMap<String, Vec<String>>,
    issuer: &'b Subject,
}

impl<'b> Names<'b> {
    fn of(body: &'b Value, issuer: &'b Subject) -> Self {
        let mut ids = BTreeMap::new();
        collect(body, &mut ids);
        Self { body, ids, issuer }
    }

    /// Checks that each subject fits one of the patterns, and that there are not more of them than the patterns allow.
    fn check(
        &self,
        kind: &'static str,
        list: &'static str,
        patterns: &[&str],
        subjects: &[&Subject],
    ) -> Result<(), Mismatch> {
        let patterns: Vec<Pattern> = patterns.iter().map(|text| Pattern::of(text)).collect();
        for subject in subjects {
            if !patterns.iter().any(|pattern| self.fits(subject, pattern)) {
                return Err(Mismatch::Subject {
                    subject: (*subject).clone(),
                    list,
                    kind,
                });
            }
        }
        for Pattern { kind: of, .. } in &patterns {
            let alike: Vec<&Pattern> = patterns.iter().filter(|other| other.kind == *of).collect();
            let found = subjects.iter().filter(|subject| subject.kind() == *of).count();
            if !alike.iter().any(|pattern| pattern.many) && found > alike.len() {
                return Err(Mismatch::SubjectCount {
                    subjects: (*of).to_owned(),
                    list,
                    kind,
                    found,
                    limit: alike.len(),
                });
            }
        }
        Ok(())
    }

    fn fits(&self, subject: &Subject, pattern: &Pattern<'_>) -> bool {
        if subject.kind() != pattern.kind {
            return false;
        }
        match pattern.which {
            Which::Fixed(id) => subject.id() == id,
            Which::Named("own") => subject.id() == self.issuer.id(),
            Which::Named("other") => true,
            Which::Named(word) => self.tells(word, pattern.kind, subject.id()),
        }
    }

    /// Whether the body agrees that this id is meant: it has a subject under the word's name (`allowance/<contract>` bears the id of
    /// the contract), or it names subjects of that kind (`certificate/<child>`), of which it is then one. A body that names none
    /// leaves it open, as it does for what is hashed from a number (`contract-number/<number>`).
    fn tells(&self, word: &str, kind: &str, id: &str) -> bool {
        if let Some((_, named)) = self.body.get(word).and_then(named_subject) {
            return named == id;
        }
        let known = self.ids.get(word).or_else(|| self.ids.get(kind));
        known.is_none_or(|ids| ids.iter().any(|known| known == id))
    }
}

/// A pattern of the table of commands: `kind/<which>`, with `?`, `+` or `*` behind it.
struct Pattern<'p> {
    kind: &'p str,
    which: Which<'p>,
    many: bool,
}

enum Which<'p> {
    /// The id itself.
    Fixed(&'p str),
    /// What stands in angle brackets.
    Named(&'p str),
}

impl<'p> Pattern<'p> {
    fn of(text: &'p str) -> Self {
        let (kind, rest) = text.split_once('/').unwrap_or((text, ""));
        let id = rest.trim_end_matches(['?', '+', '*']);
        let name = id.strip_prefix('<').and_then(|id| id.strip_suffix('>'));
        Self {
            kind,
            which: name.map_or(Which::Fixed(id), Which::Named),
            many: rest.ends_with(['+', '*']),
        }
    }
}

/// Collects the ids of all subjects that a body names, by kind.
fn collect(value: &Value, ids: &mut BTreeMap<String, Vec<String>>) {
    match value {
        Value::Object(members) => members.values().for_each(|member| collect(member, ids)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, ids)),
        Value::String(_) => {
            if let Some((kind, id)) = named_subject(value) {
                ids.entry(kind).or_default().push(id);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Kind and id of a subject that a client names: only these have the form of a UUID, and no text of a person has it by chance.
fn named_subject(value: &Value) -> Option<(String, String)> {
    let subject = Subject::parse(value.as_str()?).ok()?;
    is_uuid(subject.id()).then(|| (subject.kind().to_owned(), subject.id().to_owned()))
}

fn is_uuid(id: &str) -> bool {
    let lengths = id.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && id.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use tallystick_base::KeyedFamily;

    use super::*;

    const PARTY: &str = "party/019b8bab-0680-7085-ab69-ea101c21c8c8";
    const OTHER: &str = "019c9286-4900-7f49-a93f-ffffffffffff";

    /// Every example of a body, by kind.
    fn examples() -> BTreeMap<String, Value> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/commands");
        let files = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path());
        files
            .map(|path| {
                let stem = path.file_stem().unwrap().to_str().unwrap();
                let (name, version) = stem.rsplit_once('.').unwrap();
                let body = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
                (format!("{name}/{version}"), body)
            })
            .collect()
    }

    #[test]
    fn the_own_subject_of_an_act_is_told_by_its_body_wherever_the_body_names_one_of_its_kind() {
        let issuer = Subject::parse(PARTY).unwrap();
        let mut free = Vec::new();
        for (kind, body) in examples() {
            let spec = CommandSpec::of(&kind).unwrap();
            let pattern = Pattern::of(spec.sub);
            let alien = Subject::new(pattern.kind, OTHER).unwrap();
            if Names::of(&body, &issuer).fits(&alien, &pattern) {
                free.push(spec.sub);
            }
        }
        // A key is named by its bits, a line of a statement by a hash, and the pack of rules by its own name; which certificate a
        // promise was put on, only the states tell.
        free.sort_unstable();
        free.dedup();
        let expected = [
            "bank-entry/<line>",
            "endorsement/<endorsed>",
            "key/<key>",
            "key/<new>",
            "rules/<pack>",
        ];
        assert_eq!(free, expected);
    }

    #[test]
    fn what_is_hashed_from_an_outside_number_is_left_open() {
        let issuer = Subject::parse(PARTY).unwrap();
        let keyed = [
            KeyedFamily::Identity,
            KeyedFamily::ContractNumber,
            KeyedFamily::Evidence,
            KeyedFamily::BankEntry,
        ]
        .map(KeyedFamily::kind);
        let mut met = 0;
        for (kind, body) in examples() {
            for pattern in CommandSpec::of(&kind).unwrap().alt {
                let pattern = Pattern::of(pattern);
                if keyed.contains(&pattern.kind) {
                    let hashed = Subject::new(pattern.kind, &"ab".repeat(32)).unwrap();
                    assert!(
                        Names::of(&body, &issuer).fits(&hashed, &pattern),
                        "{kind} {hashed}"
                    );
                    met += 1;
                }
            }
        }
        assert!(met > 6, "{met} patterns");
    }

    #[test]
    fn a_pattern_says_which_and_how_many() {
        let issuer = Subject::parse(PARTY).unwrap();
        let names = Names::of(&Value::Null, &issuer);
        let check = |patterns: &[&str], subjects: &[&str]| {
            let subjects: Vec<Subject> = subjects.iter().map(|s| Subject::parse(*s).unwrap()).collect();
            let result = names.check("a.b/1", "alt", patterns, &subjects.iter().collect::<Vec<_>>());
            result.map_err(|mismatch| mismatch.code())
        };
        assert_eq!(check(&["a/<x>"], &["a/1"]), Ok(()));
        assert_eq!(check(&["a/<x>"], &[]), Ok(()));
        assert_eq!(check(&["a/<x>"], &["a/1", "a/2"]), Err("prepared-subject-count"));
        assert_eq!(check(&["a/<x>", "a/<y>"], &["a/1", "a/2"]), Ok(()));
        assert_eq!(check(&["a/<x>?"], &["a/1", "a/2"]), Err("prepared-subject-count"));
        assert_eq!(check(&["a/<x>+"], &["a/1", "a/2"]), Ok(()));
        assert_eq!(check(&["a/<x>*"], &["b/1"]), Err("prepared-subject"));
        assert_eq!(check(&["ledger/0"], &["ledger/1"]), Err("prepared-subject"));
        assert_eq!(
            check(&["profile/<own>"], &[&PARTY.replace("party", "profile")]),
            Ok(())
        );
        assert_eq!(check(&["profile/<own>"], &["profile/1"]), Err("prepared-subject"));
    }
}

//! What waits for whom when the stories are told, in a few words: what `desks` and the last chapters of each story left.

use tallystick_portal::DemoWords;

use super::record::Strand::{self, Beijing, Medical, StateGrid};

/// The story that leaves it, the seat, and what it is in Chinese and English.
const WAITS: &[(Strand, &str, &str, &str)] = &[
    (
        Beijing,
        "operator-1",
        "一家新登记的机构尚未接受",
        "a newly registered party has not accepted yet",
    ),
    (
        Beijing,
        "centre-1",
        "一笔确权申请待核对并转送",
        "a claim to look at and forward",
    ),
    (
        Medical,
        "operator-2",
        "一把已公告满 72 小时的密钥待加入（于敏的新手机）",
        "a key to add that was announced more than 72 hours ago, for the new phone of Yu Min (于敏)",
    ),
    (
        Medical,
        "auditor-1",
        "“发现事项”中各类情形均有一例，并可运行一次审计",
        "findings, of each kind one; an audit to run",
    ),
    (
        Beijing,
        "supplier-1",
        "两笔融资申请，其中一笔银行正在开标",
        "two requests; of one the bids are being opened",
    ),
    (
        Beijing,
        "weaver-1",
        "一份可用于融资的确权证明",
        "a certificate to borrow on",
    ),
    (Beijing, "hospital-3", "确权申请待确认", "claims to confirm"),
    (
        Beijing,
        "hospital-4",
        "一笔确权待复核签署",
        "a confirmation to sign as the second",
    ),
    (
        Beijing,
        "city-bank-1",
        "一份密封报价待开标（文件 bid-city-bank.json），一笔申请待审查",
        "a sealed bid to open (file bid-city-bank.json), a request to assess",
    ),
    (
        Beijing,
        "rural-bank-1",
        "一笔申请待审查，一份报价已开标",
        "a request to assess; a bid that is open",
    ),
    (
        Beijing,
        "guarantor-1",
        "一笔申请可提供担保",
        "a request to stand for",
    ),
    (
        Beijing,
        "invited-1",
        "本机构档案待核对并接受",
        "the file of the party to compare and accept",
    ),
    (
        StateGrid,
        "grid-bank-1",
        "一份已逾期的保兑证明待兑付，一笔付款待确认收到",
        "a promise to keep on an unpaid certificate, a payment to acknowledge",
    ),
    (
        StateGrid,
        "smelter-1",
        "一份已逾期的确权证明待付款",
        "a certificate to pay that is overdue",
    ),
    (
        StateGrid,
        "asset-manager-1",
        "一项贷款出让要约待答复",
        "the offer of a loan to answer",
    ),
    (
        Medical,
        "medical-bank-1",
        "一笔贷款逾期可追索，一笔付款待回单，一笔流水待认领",
        "an overdue loan with a guarantee to call, a payment whose outcome is to be read in, a line of a statement to assign",
    ),
    (
        Medical,
        "distributor-1",
        "药店的融资申请待同意",
        "the pharmacy's request to join",
    ),
    (
        Medical,
        "device-maker-1",
        "平台为本机构公告的新密钥，可以否决",
        "a key that the operator announced for the firm, to be vetoed if need be",
    ),
    (
        Medical,
        "device-maker-2",
        "新手机上的密钥，平台加入之后方可使用",
        "the key on a new phone: it opens the firm once the operator has added it",
    ),
    (
        Medical,
        "pharmacy-1",
        "一笔融资申请在等待供应商",
        "a request that waits for the supplier",
    ),
    (
        Medical,
        "clinic-1",
        "一份已逾期的确权证明待付款",
        "a certificate to pay that is overdue",
    ),
];

/// What waits for a seat, of the stories that were told.
pub(super) fn for_seat(seat: &str, is_told: impl Fn(Strand) -> bool) -> Option<DemoWords> {
    let found = WAITS
        .iter()
        .find(|(story, of, ..)| *of == seat && is_told(*story));
    found.map(|&(_, _, zh, en)| DemoWords { zh, en })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::demo::{beijing, cast, medical, state_grid};

    /// A firm of one whose member has a second phone.
    const NEW_PHONE: &str = "device-maker-2";

    /// The names of all seats.
    fn seats() -> BTreeSet<String> {
        let house = [&cast::OPERATOR, &cast::CENTRE, &cast::AUDITOR];
        let sketches = house
            .into_iter()
            .chain(beijing::SKETCHES)
            .chain(state_grid::SKETCHES)
            .chain(medical::SKETCHES);
        sketches
            .flat_map(|sketch| {
                (1..=sketch.members.len()).map(move |number| format!("{}-{number}", sketch.part))
            })
            .chain([NEW_PHONE.to_owned()])
            .collect()
    }

    /// How the stories are repeated by hand.
    const GUIDE: [&str; 2] = [
        include_str!("../../../../docs/guide/en/stories.md"),
        include_str!("../../../../docs/guide/zh/stories.md"),
    ];

    /// What of a line of the guide is the same in every language.
    #[derive(Debug, PartialEq, Eq)]
    struct Line {
        columns: usize,
        seats: BTreeSet<&'static str>,
        addresses: BTreeSet<&'static str>,
    }

    impl Line {
        fn of(text: &'static str) -> Self {
            let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
            let code = text.split('`').skip(1).step_by(2);
            Self {
                columns: text.matches('|').count(),
                seats: words.filter(|word| reads_like_a_seat(word)).collect(),
                addresses: code.filter(|code| code.starts_with('/')).collect(),
            }
        }
    }

    /// Words in small letters, and a digit.
    fn reads_like_a_seat(word: &str) -> bool {
        let is_small = |letter: char| letter.is_ascii_lowercase() || letter == '-';
        word.rsplit_once('-').is_some_and(|(part, number)| {
            let is_part = part.starts_with(|first: char| first.is_ascii_lowercase());
            is_part && part.chars().all(is_small) && matches!(number.as_bytes(), [b'0'..=b'9'])
        })
    }

    #[test]
    fn the_guide_names_seats_of_the_demo_and_has_the_same_rows_in_both_languages() {
        let [en, zh] = GUIDE.map(|text| text.lines().map(Line::of).collect::<Vec<_>>());
        assert_eq!(en.len(), zh.len());
        for ((en, zh), number) in en.iter().zip(&zh).zip(1..) {
            assert_eq!(en, zh, "line {number}");
        }
        let seats = seats();
        let named: BTreeSet<&str> = en.iter().flat_map(|line| line.seats.iter().copied()).collect();
        assert!(named.contains("operator-1"), "{named:?}");
        for seat in named {
            assert!(seats.contains(seat), "{seat}");
        }
    }

    #[test]
    fn whoever_something_waits_for_has_a_seat_of_its_own() {
        let (seats, mut named) = (seats(), BTreeSet::new());
        for (_, seat, ..) in WAITS {
            assert!(seats.contains(*seat), "{seat}");
            assert!(named.insert(seat), "{seat} is named twice");
        }
    }
}

//! What happened in the story, as data.

use serde::Serialize;
use tallystick_base::{Digest, Millis};
use tallystick_portal::DemoWords;

/// Whose story an act belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Strand {
    /// The ledger that all stories share: its opening, its parties, and what falls due on it.
    Ledger,
    Beijing,
    StateGrid,
    Medical,
}

impl Strand {
    pub(super) const ALL: [Self; 4] = [Self::Ledger, Self::Beijing, Self::StateGrid, Self::Medical];

    /// Its name on the pages.
    pub(super) const fn words(self) -> DemoWords {
        let (zh, en) = match self {
            Self::Ledger => ("各案例共有", "In every story"),
            Self::Beijing => ("北京", "Beijing"),
            Self::StateGrid => ("国家电网", "State Grid"),
            Self::Medical => ("医药", "Medical"),
        };
        DemoWords { zh, en }
    }

    /// Its name, in Chinese and English.
    pub(super) const fn heading(self) -> &'static str {
        match self {
            Self::Ledger => "账本 The ledger",
            Self::Beijing => "北京 Beijing",
            Self::StateGrid => "电网 State Grid",
            Self::Medical => "医药 Medical",
        }
    }
}

/// The chapters of a story, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Chapter {
    Opening,
    Joining,
    Due,
    Contract,
    Claim,
    Confirmation,
    Terms,
    Endorsement,
    Circulation,
    Request,
    Lending,
    Overdue,
    Repayment,
    Payment,
    Pool,
    Keys,
}

impl Chapter {
    pub(super) const ALL: [Self; 16] = [
        Self::Opening,
        Self::Joining,
        Self::Due,
        Self::Contract,
        Self::Claim,
        Self::Confirmation,
        Self::Terms,
        Self::Endorsement,
        Self::Circulation,
        Self::Request,
        Self::Lending,
        Self::Overdue,
        Self::Repayment,
        Self::Payment,
        Self::Pool,
        Self::Keys,
    ];

    /// Its heading, in Chinese and English.
    pub(super) const fn heading(self) -> &'static str {
        match self {
            Self::Opening => "开立账本 Opening the ledger",
            Self::Joining => "机构登记 Joining",
            Self::Due => "到期登记 What fell due, recorded by the service",
            Self::Contract => "合同 The contract",
            Self::Claim => "申请确权 The claim",
            Self::Confirmation => "确权 The confirmation",
            Self::Terms => "产品与额度 Products and credit lines",
            Self::Endorsement => "保兑 The bank's promise",
            Self::Circulation => "流转 Split, transferred, frozen, cancelled",
            Self::Request => "融资申请 The request and the offers",
            Self::Lending => "审批与放款 Review, approval, money out",
            Self::Overdue => "逾期 Overdue, recourse, guarantee called",
            Self::Repayment => "还款 Repayment and discharge",
            Self::Payment => "付款 Payment",
            Self::Pool => "资产池 A pool buys a loan",
            Self::Keys => "密钥 Keys lost, recovered, revoked",
        }
    }
}

/// What somebody is about to do, in words.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// The kind of the command; none for what is no command.
    pub(super) kind: Option<&'static str>,
    pub(super) zh: String,
    pub(super) en: String,
}

/// One thing that somebody did.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Act {
    /// Whose story it belongs to.
    pub(super) story: Strand,
    /// The chapter of the story.
    pub(super) chapter: Chapter,
    /// When, in the story.
    pub(super) at: Millis,
    /// The same moment in Beijing.
    pub(super) date: String,
    /// The party that acted; the service of the ledger itself has none.
    pub(super) party: &'static str,
    /// Its members who did.
    pub(super) members: Vec<&'static str>,
    /// The kind of the command; none for what is no command.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<&'static str>,
    /// What it says, in Chinese.
    pub(super) zh: String,
    /// The same in English.
    pub(super) en: String,
    /// What came of it.
    #[serde(flatten)]
    pub(super) ending: Ending,
}

/// What came of an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "ending", rename_all = "snake_case")]
pub(super) enum Ending {
    /// It stands in the ledger.
    Appended {
        /// The number of the entry.
        seq: u64,
    },
    /// It stood there before, and was answered with the receipt of that time.
    Known {
        /// The number of the entry.
        seq: u64,
    },
    /// It waits for further signatures of its party.
    Waiting {
        /// The proposal.
        proposal: Digest,
    },
    /// The rules refused it; nothing moved.
    Refused {
        /// The code of the rule.
        code: String,
        /// The rule in words.
        sentence: String,
    },
    /// It is not written in the ledger: a file put into store, a question answered.
    Outside {},
}

impl Act {
    /// Two lines for people: date, who, what, and what came of it.
    pub(super) fn told(&self) -> String {
        let who = if self.members.is_empty() {
            self.party.to_owned()
        } else {
            format!("{}·{}", self.party, self.members.join("、"))
        };
        let (mark, more) = match &self.ending {
            Ending::Appended { seq } => (format!("#{seq}"), String::new()),
            Ending::Known { seq } => (
                format!("=#{seq}"),
                format!("\n{INDENT}known: answered with the receipt of entry {seq}"),
            ),
            Ending::Waiting { .. } => ("…".to_owned(), format!("\n{INDENT}waits for further signatures")),
            Ending::Refused { code, sentence } => {
                ("✗".to_owned(), format!("\n{INDENT}refused, {code}: {sentence}"))
            }
            Ending::Outside {} => ("·".to_owned(), String::new()),
        };
        format!(
            "{mark:>5}  {}  {who}：{}\n{INDENT}{}{more}",
            self.date, self.zh, self.en
        )
    }
}

/// As wide as the number of an entry and the date before the names.
const INDENT: &str = "                         ";

#[cfg(test)]
mod tests {
    use super::*;

    fn act(ending: Ending) -> Act {
        Act {
            story: Strand::Beijing,
            chapter: Chapter::Payment,
            at: Millis::new(0).unwrap(),
            date: "2026-11-20 10:00".to_owned(),
            party: "北京市永宁区人民医院",
            members: vec!["李娜", "张强"],
            kind: Some("payment.report/1"),
            zh: "报告付款".to_owned(),
            en: "Report a payment".to_owned(),
            ending,
        }
    }

    #[test]
    fn an_act_is_told_with_its_entry_or_with_the_rule_that_refused_it() {
        let taken = act(Ending::Appended { seq: 17 }).told();
        assert_eq!(
            taken,
            "  #17  2026-11-20 10:00  北京市永宁区人民医院·李娜、张强：报告付款\n                         Report a payment"
        );
        let refused = act(Ending::Refused {
            code: "payment-ahead".to_owned(),
            sentence: "the day lies ahead".to_owned(),
        });
        assert!(
            refused
                .told()
                .ends_with("refused, payment-ahead: the day lies ahead"),
            "{}",
            refused.told()
        );
    }

    #[test]
    fn the_service_acts_without_a_member() {
        let mut due = act(Ending::Appended { seq: 9 });
        due.members = Vec::new();
        assert!(
            due.told().contains("北京市永宁区人民医院：报告付款"),
            "{}",
            due.told()
        );
    }

    #[test]
    fn an_act_as_data_says_its_ending_beside_the_rest() {
        let json = serde_json::to_value(act(Ending::Known { seq: 3 })).unwrap();
        assert_eq!(json["ending"], "known");
        assert_eq!(json["seq"], 3);
        assert_eq!(json["kind"], "payment.report/1");
    }
}

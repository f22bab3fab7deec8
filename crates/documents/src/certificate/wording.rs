//! What the page says, in Chinese and English.

use chrono::{DateTime, Utc};
use tallystick_base::{Capacity, Millis};

use super::facts::{CertificateFacts, OfferedRecourse, Standing, WaivedDefence};

/// One thing said in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Both {
    pub(super) chinese: String,
    pub(super) english: String,
}

/// Says it in both languages.
pub(super) fn both(chinese: impl Into<String>, english: impl Into<String>) -> Both {
    Both {
        chinese: chinese.into(),
        english: english.into(),
    }
}

/// China has one time all year round, eight hours ahead of UTC.
const BEIJING: i64 = 8 * 60 * 60 * 1_000;

/// A moment in Beijing time, `2026-03-02 09:19:19`.
pub(super) fn beijing(moment: Millis) -> String {
    i64::try_from(moment.as_millis())
        .ok()
        .and_then(|millis| DateTime::<Utc>::from_timestamp_millis(millis + BEIJING))
        .map_or_else(
            || moment.to_string(),
            |shifted| shifted.format("%Y-%m-%d %H:%M:%S").to_string(),
        )
}

/// In a few words, where it stands, with the marks that stand beside the stage.
pub(super) fn stage(facts: &CertificateFacts) -> Both {
    let [chinese, english] = match &facts.standing {
        Standing::Free => ["持有中", "In its holder's hands"],
        Standing::Offered { .. } => ["转让要约中", "Offered"],
        Standing::Reserved => ["融资申请占用中", "Reserved"],
        Standing::Pledged { .. } => ["已质押", "Pledged"],
        Standing::Assigned { .. } => ["已转让予银行", "Assigned to a bank"],
        Standing::Split => ["已拆分", "Split"],
        Standing::Discharged => ["已结清", "Discharged"],
        Standing::Cancelled => ["已注销", "Cancelled"],
    };
    let mut stage = both(chinese, english);
    if facts.frozen.is_some() {
        stage.chinese.push_str("，司法冻结");
        stage.english.push_str(", frozen by a court");
    }
    if facts.overdue_since.is_some() {
        stage.chinese.push_str("，逾期");
        stage.english.push_str(", overdue");
    }
    stage
}

/// A right on it, or a mark that a taker should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Right {
    pub(super) label: [&'static str; 2],
    pub(super) said: Both,
}

fn right(label: [&'static str; 2], chinese: impl Into<String>, english: impl Into<String>) -> Right {
    let said = both(chinese, english);
    Right { label, said }
}

/// The rights that are recorded on it, and the marks; at least one line.
pub(super) fn rights(facts: &CertificateFacts) -> Vec<Right> {
    let mut rights: Vec<Right> = of_standing(&facts.standing).into_iter().collect();
    if let Some(frozen) = &facts.frozen {
        let (order, on) = (&frozen.order, frozen.on);
        rights.push(right(
            ["司法冻结", "Frozen by a court"],
            format!("{order}，{on} 入账；除付款外不得处分"),
            format!("Order {order}, entered on {on}; it stops everything but payment"),
        ));
    }
    if let Some(late) = facts.overdue_since {
        rights.push(right(
            ["逾期", "Overdue"],
            format!("自 {late} 起逾期未付"),
            format!("Payment is late since {late}"),
        ));
    }
    if let Some(promise) = &facts.endorsement {
        let (name, code, on) = (&promise.bank.name, &promise.bank.code, promise.on);
        rights.push(right(
            ["保兑", "Endorsed by a bank"],
            format!("{name}（{code}）于 {on} 承诺到期付款"),
            format!("On {on} the bank promised to pay at maturity"),
        ));
    }
    if rights.is_empty() {
        rights.push(right(["权利", "Rights"], "无记录", "None recorded"));
    }
    rights
}

fn of_standing(standing: &Standing) -> Option<Right> {
    match standing {
        Standing::Free => None,
        Standing::Offered { to, until, recourse } => {
            let (last, [chinese, english]) = (beijing(*until), recourse_words(*recourse));
            Some(right(
                ["转让要约", "Offered"],
                format!("向 {}（{}），{chinese}，受让截止 {last}", to.name, to.code),
                format!("To the party named, {english}; to be accepted by {last} Beijing time"),
            ))
        }
        Standing::Reserved => Some(right(
            ["占用", "Reserved"],
            "为一项融资申请保留，他人不得再以之融资",
            "Held for one financing request; nobody else can take it",
        )),
        Standing::Pledged { bank, filing } => Some(right(
            ["质押", "Pledged"],
            format!("质权人 {}（{}），登记编号 {filing}", bank.name, bank.code),
            format!("To the bank named, registered under {filing}"),
        )),
        Standing::Assigned { bank } => Some(right(
            ["转让", "Assigned"],
            format!("已转让予 {}（{}）", bank.name, bank.code),
            "To the bank named, for a loan",
        )),
        Standing::Split => Some(right(
            ["已拆分", "Split"],
            "债权已由拆分后的各份证明承载，本证明不再代表债权",
            "The claim is on the certificates that it was split into, and no longer on this one",
        )),
        Standing::Discharged => Some(right(
            ["已结清", "Discharged"],
            "债务已清偿，本证明不再代表债权",
            "The debt is paid; no claim is left on it",
        )),
        Standing::Cancelled => Some(right(
            ["已注销", "Cancelled"],
            "已由债务人与持有人共同注销，本证明不再代表债权",
            "Taken back by debtor and holder together; no claim is left on it",
        )),
    }
}

const fn recourse_words(recourse: OfferedRecourse) -> [&'static str; 2] {
    match recourse {
        OfferedRecourse::None => ["无追索权", "without recourse"],
        OfferedRecourse::Full => ["有追索权", "with recourse"],
        OfferedRecourse::OnBreach => [
            "仅在保证不实时有追索权",
            "with recourse only if an assurance is untrue",
        ],
    }
}

/// Whether it circulates.
pub(super) fn transferability(transferable: bool) -> Both {
    if transferable {
        both("可转让、可拆分", "May be transferred and split")
    } else {
        both("不可转让、不可拆分", "May not be transferred or split")
    }
}

/// What stands where the one whom the document is for may not see something.
pub(super) fn undisclosed() -> Both {
    both(
        "未向索取人披露",
        "Not disclosed to whom this document was made out",
    )
}

/// The defences that the debtor waived.
pub(super) fn defences(waived: Option<&[WaivedDefence]>) -> Both {
    let Some(waived) = waived else {
        return undisclosed();
    };
    if waived.is_empty() {
        return both("未放弃任何抗辩", "None; the debtor keeps all its defences");
    }
    let words: Vec<[&str; 2]> = waived.iter().map(|defence| defence_words(*defence)).collect();
    let list = |language: usize, comma: &str| {
        let of_it: Vec<&str> = words
            .iter()
            .filter_map(|both| both.get(language))
            .copied()
            .collect();
        of_it.join(comma)
    };
    let english = list(1, ", ");
    both(
        format!("{}；未列明的抗辩债务人仍可主张", list(0, "、")),
        format!("{english}; the debtor keeps those not named"),
    )
}

const fn defence_words(defence: WaivedDefence) -> [&'static str; 2] {
    match defence {
        WaivedDefence::NonPerformance => ["对待给付未履行", "non-performance"],
        WaivedDefence::Quality => ["质量不符", "quality"],
        WaivedDefence::Quantity => ["数量不符", "quantity"],
        WaivedDefence::LateDelivery => ["迟延交付", "late delivery"],
        WaivedDefence::Price => ["价格不符", "price"],
        WaivedDefence::SetOff => ["抵销", "set-off"],
    }
}

/// The capacity in which somebody signed.
pub(super) const fn capacity(capacity: Capacity) -> [&'static str; 2] {
    match capacity {
        Capacity::Supplier => ["供应商", "Supplier"],
        Capacity::Buyer => ["债务人", "Debtor"],
        Capacity::Bank => ["银行", "Bank"],
        Capacity::Guarantor => ["担保机构", "Guarantor"],
        Capacity::AssetManager => ["资产管理机构", "Asset manager"],
        Capacity::ConfirmationCentre => ["确权中心", "Confirmation centre"],
        Capacity::Auditor => ["监管/审计", "Auditor"],
        Capacity::Operator => ["平台", "Operator"],
        Capacity::Service => ["系统", "Service"],
    }
}

/// What the document shows.
pub(super) fn proves(facts: &CertificateFacts) -> Both {
    let (ledger, entry) = (&facts.ledger, facts.as_of.entry);
    let confirmed = if facts.split_from.is_none() {
        both(
            "债务人已以签名确认上述金额和到期日",
            "The debtor confirmed the amount and the due date above by signature",
        )
    } else {
        both(
            "债务人已以签名确认拆分前的债权及其到期日，本证明为其中上述金额的一份",
            "The debtor confirmed by signature the claim that this certificate was split from, and its due date; this one is \
             the part of it stated above",
        )
    };
    both(
        format!(
            "本文件依据账本 {ledger} 截至第 {entry} 号条目的记录出具，表明：{}；截至该条目，持有人、未付余额和权利负担如上所列。\
             支持上述内容的离线证据包嵌于本文件中，可在无网络的计算机上以 tallystick verify 核验。",
            confirmed.chinese
        ),
        format!(
            "Drawn up from the ledger {ledger} as of entry {entry}. {}. As of that entry, holder, outstanding \
             amount and rights were as listed above. The evidence is embedded in this file, and is checked without a network by tallystick verify.",
            confirmed.english
        ),
    )
}

/// What it does not show.
pub(super) fn proves_not(facts: &CertificateFacts) -> Both {
    let entry = facts.as_of.entry;
    both(
        format!(
            "本文件不表明第 {entry} 号条目之后的转让、付款、质押或冻结，也不表明债务人的偿付能力。打印页面本身不是证据：可核验的是嵌入的证据包。\
             最新状态请扫描二维码或访问下列网址查询。"
        ),
        format!(
            "It does not show what was recorded after entry {entry}, such as a transfer, a payment, a pledge or an order of a court, nor that \
             the debtor can pay. The printed page is no evidence by itself: the embedded bundle is what can be checked. For the latest state \
             scan the code or open the address below."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_printed_in_beijing_time() {
        let moment = Millis::from_secs(1_772_414_359).unwrap();
        assert_eq!(moment.to_string(), "2026-03-02T01:19:19Z");
        assert_eq!(beijing(moment), "2026-03-02 09:19:19");
    }

    #[test]
    fn what_is_not_waived_is_kept() {
        let waived = defences(Some(&[WaivedDefence::Quality, WaivedDefence::SetOff]));
        assert_eq!(waived.chinese, "质量不符、抵销；未列明的抗辩债务人仍可主张");
        assert_eq!(
            waived.english,
            "quality, set-off; the debtor keeps those not named"
        );
        assert_eq!(defences(Some(&[])).chinese, "未放弃任何抗辩");
    }
}

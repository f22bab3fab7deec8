//! Amounts in Chinese capitals (中文大写金额), as the total of a 数电票 is written beside its digits.
//!
//! Follows the rules for filling in bills and settlement vouchers of the People's Bank of China (正确填写票据和结算凭证的
//! 基本规定, annex to the Payment and Settlement Measures of 1997): 壹 to 玖, 拾 佰 仟 万 亿, 元 or 圆, 角, 分, 整 or 正, 零 for
//! skipped places.

/// The amount in fen; `None` where the text is not an amount in capitals.
pub(crate) fn fen(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_start_matches("人民币").trim_start_matches(['¥', '￥']);
    let (negative, text) = sign(text);
    let text = text.trim_end_matches(['整', '正']);
    let (yuan, small) = match text.split_once(['圆', '元']) {
        Some((yuan, small)) => (integer(yuan)?, small),
        None => (0, text),
    };
    if text.is_empty() {
        return None;
    }
    let fen = yuan.checked_mul(100)?.checked_add(fraction(small)?)?;
    if negative { fen.checked_neg() } else { Some(fen) }
}

/// Red-letter invoices begin with the word *negative*, in brackets or not.
fn sign(text: &str) -> (bool, &str) {
    ["（负数）", "(负数)", "负数", "（负）", "(负)", "负", "红字"]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
        .map_or((false, text), |rest| (true, rest))
}

/// The part before 圆: groups of four places, closed by 万 and 亿.
fn integer(text: &str) -> Option<i64> {
    let (mut total, mut group, mut digit) = (0_i64, 0_i64, None);
    if text.is_empty() {
        return None;
    }
    for character in text.chars() {
        if let Some(value) = digit_value(character) {
            if digit.replace(value).is_some_and(|before| before != 0) {
                return None;
            }
        } else if let Some(place) = place_value(character) {
            // 拾元 stands for 壹拾元.
            let count = digit
                .take()
                .filter(|count| *count != 0)
                .or((place == 10).then_some(1))?;
            group = group.checked_add(count.checked_mul(place)?)?;
        } else {
            group = group.checked_add(digit.take().unwrap_or(0))?;
            let unit = match character {
                '万' | '萬' => 10_000,
                '亿' | '億' => 100_000_000,
                _ => return None,
            };
            // 亿 multiplies all that came before it (壹万亿), 万 only its own group.
            if unit == 100_000_000 {
                total = total.checked_add(group)?.checked_mul(unit)?;
            } else {
                total = total.checked_add(group.checked_mul(unit)?)?;
            }
            group = 0;
        }
    }
    total.checked_add(group)?.checked_add(digit.unwrap_or(0))
}

/// The part after 圆: 角 and 分.
fn fraction(text: &str) -> Option<i64> {
    let (mut fen, mut digit) = (0_i64, None);
    for character in text.chars() {
        if let Some(value) = digit_value(character) {
            if digit.replace(value).is_some_and(|before| before != 0) {
                return None;
            }
        } else {
            let unit = match character {
                '角' => 10,
                '分' => 1,
                _ => return None,
            };
            fen = fen.checked_add(digit.take()?.checked_mul(unit)?)?;
        }
    }
    digit.is_none_or(|left| left == 0).then_some(fen)
}

fn digit_value(character: char) -> Option<i64> {
    let value = match character {
        '零' | '〇' => 0,
        '壹' | '一' => 1,
        '贰' | '貳' | '二' => 2,
        '叁' | '參' | '三' => 3,
        '肆' | '四' => 4,
        '伍' | '五' => 5,
        '陆' | '陸' | '六' => 6,
        '柒' | '七' => 7,
        '捌' | '八' => 8,
        '玖' | '九' => 9,
        _ => return None,
    };
    Some(value)
}

fn place_value(character: char) -> Option<i64> {
    match character {
        '拾' | '十' => Some(10),
        '佰' | '百' => Some(100),
        '仟' | '千' => Some(1_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("零圆整", 0)]
    #[case("壹仟壹佰叁拾圆整", 113_000)]
    #[case("人民币壹仟肆佰零玖元伍角", 140_950)]
    #[case("陆仟零柒元壹角肆分", 600_714)]
    #[case("壹拾万柒仟元零伍角叁分", 10_700_053)]
    #[case("壹万陆仟肆佰零玖元零贰分", 1_640_902)]
    #[case("叁佰贰拾伍元零肆分正", 32_504)]
    #[case("拾圆整", 1_000)]
    #[case("玖亿零叁万圆整", 90_003_000_000)]
    #[case("壹万亿圆整", 100_000_000_000_000)]
    #[case("伍角", 50)]
    #[case("（负数）伍佰圆整", -50_000)]
    #[case("(负数)壹圆零壹分", -101)]
    fn amounts_in_capitals_are_read(#[case] text: &str, #[case] expected: i64) {
        assert_eq!(fen(text), Some(expected));
    }

    #[rstest]
    fn other_texts_are_not_amounts(
        #[values(
            "",
            "整",
            "圆整",
            "壹贰圆整",
            "佰圆整",
            "壹圆角",
            "1130.00",
            "壹圆贰",
            "壹仟壹佰叁拾美元整",
            "圆"
        )]
        text: &str,
    ) {
        assert_eq!(fen(text), None);
    }

    #[test]
    fn an_amount_beyond_what_is_counted_is_not_read() {
        assert_eq!(fen("玖仟亿亿亿圆整"), None);
    }
}

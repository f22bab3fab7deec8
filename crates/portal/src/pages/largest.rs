//! A chart of the largest values, as bars that lie flat: names do not fit below bars that stand. `largest.html` draws it, and the table
//! beside it has the same figures.

/// How many bars a chart has at most: those of the largest values.
const MOST: usize = 10;
/// How long the longest is.
const LONGEST: i64 = 264;
/// How many characters of a name stand beside its bar.
const NAME: usize = 16;
/// From one bar to the next.
const STEP: usize = 28;

/// What one bar says.
pub(super) struct Bar {
    pub(super) label: String,
    /// How long it is, in any unit that all bars share.
    pub(super) value: i64,
    /// The value as people read it.
    pub(super) text: String,
}

/// A chart.
pub(super) struct Largest {
    pub(super) bars: Vec<Drawn>,
    pub(super) height: usize,
}

/// A bar with its place in the drawing.
pub(super) struct Drawn {
    pub(super) label: String,
    pub(super) text: String,
    pub(super) y: usize,
    pub(super) width: i64,
}

impl Largest {
    /// The chart of the largest values; none of nothing.
    pub(super) fn of(mut bars: Vec<Bar>) -> Option<Self> {
        bars.sort_by_key(|bar| std::cmp::Reverse(bar.value));
        bars.truncate(MOST);
        let longest = bars.first()?.value.max(1);
        let drawn = bars.iter().enumerate().map(|(place, bar)| Drawn {
            label: shortened(&bar.label),
            text: bar.text.clone(),
            y: place * STEP,
            width: scaled(bar.value, longest),
        });
        Some(Self {
            height: bars.len() * STEP,
            bars: drawn.collect(),
        })
    }
}

impl Drawn {
    /// Where its texts stand.
    pub(super) const fn baseline(&self) -> usize {
        self.y + 18
    }

    /// Where its value stands.
    pub(super) const fn end(&self) -> i64 {
        self.width + 248
    }
}

/// The length of a value: in proportion, and something where there is something.
fn scaled(value: i64, longest: i64) -> i64 {
    let scaled = i128::from(value.max(0)) * i128::from(LONGEST) / i128::from(longest);
    let least = i64::from(value > 0);
    i64::try_from(scaled).unwrap_or(LONGEST).clamp(least, LONGEST)
}

fn shortened(name: &str) -> String {
    match name.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(value: i64) -> Bar {
        Bar {
            label: "北京市永宁区人民医院永宁街道社区卫生服务中心".to_owned(),
            value,
            text: value.to_string(),
        }
    }

    #[test]
    fn the_largest_comes_first_and_all_are_in_proportion() {
        let chart = Largest::of(vec![bar(1), bar(i64::MAX), bar(i64::MAX / 2), bar(0)]).unwrap();
        let widths: Vec<i64> = chart.bars.iter().map(|bar| bar.width).collect();
        assert_eq!(widths, [264, 131, 1, 0]);
        assert_eq!(chart.height, 4 * STEP);
        assert!(
            chart.bars[0].label.ends_with("永宁街道社区…"),
            "{}",
            chart.bars[0].label
        );
        assert!(Largest::of(Vec::new()).is_none());
    }
}

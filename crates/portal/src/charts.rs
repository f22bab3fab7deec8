//! Charts, drawn on the server: bars with their values, one axis, no legend. The same figures stand in a table beneath.
//!
//! Geometry is in attributes of SVG, since pages allow no style of their own.

/// How wide a chart is, in units of its own.
const WIDTH: u64 = 640;
/// From the top of the highest bar to the axis.
const HEIGHT: u64 = 160;
/// Above the highest bar, for its value.
const HEAD: u64 = 20;
/// So many values fit side by side above their bars.
const ABREAST: usize = 7;
/// So many fit above them when they stand upright, and so many labels below: those of a year and a month.
const UPRIGHT: usize = 13;
/// How much room a character of an upright value takes, with some to spare.
const LETTER: usize = 9;
/// Below the axis, for the labels.
const FOOT: u64 = 24;
/// The widest that a bar gets.
const WIDEST: u64 = 72;

/// From so many hundredths of a limit on, it is nearly reached.
const NEARLY: u64 = 90;

/// The class of the bar of a limit: it has the colours of risk where the limit is nearly reached or passed, and nowhere else.
pub(crate) const fn of_limit(hundredths: u64, passed: bool) -> &'static str {
    if passed {
        "chart meter meter-passed"
    } else if hundredths >= NEARLY {
        "chart meter meter-nearly"
    } else {
        "chart meter"
    }
}

/// What one bar says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bar {
    /// Below the axis, such as a month.
    pub(crate) label: String,
    /// How high it is, in any unit that all bars share; what is below zero has no height.
    pub(crate) value: i64,
    /// The value as people read it, in the table and above the bar.
    pub(crate) text: String,
    /// Whether it is only to be compared with: drawn in a quiet colour.
    pub(crate) soft: bool,
}

/// A chart of bars. `bars.html` draws it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bars {
    /// The width of the drawing.
    pub(crate) width: u64,
    /// Its height.
    pub(crate) height: u64,
    /// Where the axis stands.
    pub(crate) axis: u64,
    /// The bars, from the left.
    pub(crate) drawn: Vec<Drawn>,
}

/// A bar with its place in the drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Drawn {
    /// What it says.
    pub(crate) bar: Bar,
    /// Its left edge.
    pub(crate) x: u64,
    /// Its upper edge.
    pub(crate) y: u64,
    /// Its width.
    pub(crate) width: u64,
    /// Its height; at least one where the value is above zero.
    pub(crate) height: u64,
    /// The middle, under which its label stands.
    pub(crate) middle: u64,
}

impl Drawn {
    /// Where the value stands, just above the bar.
    pub(crate) const fn value_at(&self) -> u64 {
        self.y.saturating_sub(6)
    }

    /// The class of the bar.
    pub(crate) const fn class(&self) -> &'static str {
        if self.bar.soft { "bar-soft" } else { "bar-fill" }
    }
}

impl Bars {
    /// Where labels stand, below the axis.
    pub(crate) const fn labels_at(&self) -> u64 {
        self.axis + 16
    }

    /// Whether values fit above their bars; where there are many, the table alone says them.
    pub(crate) const fn says_values(&self) -> bool {
        self.drawn.len() <= UPRIGHT
    }

    /// Whether the values stand upright.
    pub(crate) const fn is_upright(&self) -> bool {
        self.drawn.len() > ABREAST
    }
}

/// Draws bars side by side; the highest has the full height, and the axis is at zero.
pub(crate) fn bars(bars: &[Bar]) -> Bars {
    let highest = bars
        .iter()
        .map(|bar| height_of(bar.value))
        .max()
        .unwrap_or(0)
        .max(1);
    let count = u64::try_from(bars.len()).unwrap_or(u64::MAX).max(1);
    let place = (WIDTH / count).max(1);
    let width = (place * 3 / 5).clamp(1, WIDEST);
    let axis = head(bars) + HEIGHT;
    let drawn = (0_u64..).zip(bars).map(|(number, bar)| {
        let height = scaled(height_of(bar.value), highest);
        let middle = place * number + place / 2;
        Drawn {
            x: middle.saturating_sub(width / 2),
            y: axis - height,
            width,
            height,
            middle,
            bar: bar.clone(),
        }
    });
    Bars {
        width: WIDTH,
        height: axis + FOOT,
        axis,
        drawn: drawn.collect(),
    }
}

/// The room above the highest bar: that of the longest value, where values stand upright.
fn head(bars: &[Bar]) -> u64 {
    if !(ABREAST + 1..=UPRIGHT).contains(&bars.len()) {
        return HEAD;
    }
    let longest = bars.iter().map(|bar| bar.text.chars().count()).max();
    let room = longest.unwrap_or(0).saturating_mul(LETTER);
    u64::try_from(room).unwrap_or(HEAD).saturating_add(HEAD)
}

fn height_of(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

/// The height of a value in the drawing: never more than the highest, and something where there is something.
fn scaled(value: u64, highest: u64) -> u64 {
    let height = u128::from(value) * u128::from(HEIGHT) / u128::from(highest);
    let least = u64::from(value > 0);
    u64::try_from(height).unwrap_or(HEIGHT).clamp(least, HEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, value: i64) -> Bar {
        Bar {
            label: label.to_owned(),
            value,
            text: value.to_string(),
            soft: false,
        }
    }

    #[test]
    fn a_limit_has_the_colours_of_risk_where_it_is_nearly_reached_or_passed() {
        let classes = [(8, false), (89, false), (90, false), (100, false), (100, true)];
        assert_eq!(
            classes.map(|(hundredths, passed)| of_limit(hundredths, passed)),
            [
                "chart meter",
                "chart meter",
                "chart meter meter-nearly",
                "chart meter meter-nearly",
                "chart meter meter-passed"
            ]
        );
    }

    #[test]
    fn heights_are_in_proportion_and_stand_on_the_axis() {
        let chart = bars(&[bar("a", 400), bar("b", 100), bar("c", 0), bar("d", -5)]);
        let heights: Vec<u64> = chart.drawn.iter().map(|drawn| drawn.height).collect();
        assert_eq!(heights, [160, 40, 0, 0]);
        assert!(
            chart
                .drawn
                .iter()
                .all(|drawn| drawn.y + drawn.height == chart.axis)
        );
    }

    #[test]
    fn what_is_small_is_seen_and_what_is_large_does_not_overflow() {
        let chart = bars(&[bar("a", i64::MAX), bar("b", 1)]);
        assert_eq!(chart.drawn[0].height, HEIGHT);
        assert_eq!(chart.drawn[1].height, 1);
    }

    #[test]
    fn bars_stay_within_the_drawing_and_apart() {
        for count in [1, 2, 12, 60] {
            let chart = bars(&vec![bar("a", 1); count]);
            assert!(
                chart
                    .drawn
                    .iter()
                    .all(|drawn| drawn.x + drawn.width <= chart.width),
                "{count}"
            );
            assert!(
                chart
                    .drawn
                    .windows(2)
                    .all(|pair| pair[0].x + pair[0].width <= pair[1].x),
                "{count}"
            );
        }
        assert_eq!(bars(&[]).drawn, []);
    }

    #[test]
    fn each_month_of_a_year_has_its_value_and_room_for_it() {
        let chart = |months: usize| {
            let month = Bar {
                text: "1,234,567.00".to_owned(),
                ..bar("2026-04", 123_456_700)
            };
            bars(&vec![month; months])
        };
        let says = |months: usize| (chart(months).says_values(), chart(months).is_upright());
        assert_eq!(
            [7, 8, 13, 14].map(says),
            [(true, false), (true, true), (true, true), (false, true)]
        );
        // From the foot of the value there are nine units for each of its twelve characters.
        assert_eq!(
            [7, 13, 14].map(|months| chart(months).drawn[0].value_at()),
            [14, 122, 14]
        );
    }
}

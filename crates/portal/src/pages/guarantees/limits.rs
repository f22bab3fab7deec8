//! How far the limits of a guarantor are used (Order 683 articles 15 and 16), now and with one more guarantee.

use tallystick_base::{GuarantorLimits, Money, MoneyError, PartyId};
use tallystick_commands::financing::GuarantorUse;
use tallystick_commands::financing::guarantor_use::{GuaranteeUse, GuarantorLimit, limits_with};

use crate::Portal;
use crate::charts;
use crate::failure::Failure;
use crate::figures;
use crate::frame::Frame;
use crate::pages::terms;
use crate::seat::Seated;

/// What the viewer's party may guarantee, and what it does.
pub(in crate::pages) struct Limits {
    /// What its file states; none where it states nothing, and so nothing can be issued.
    pub(in crate::pages) net_assets: Option<Money>,
    used: GuarantorUse,
    rule: GuarantorLimits,
}

/// How far the two limits on one borrower are used.
pub(super) struct BorrowerLimits {
    pub(super) borrower: PartyId,
    /// That on itself.
    pub(super) one: LimitView,
    /// That on it with its group.
    pub(super) group: LimitView,
}

/// How far one limit is used.
pub(in crate::pages) struct LimitView {
    pub(in crate::pages) name: String,
    /// Which multiple of the net assets it is and why, where the rules know two.
    pub(in crate::pages) why: Option<String>,
    /// What is used already.
    pub(in crate::pages) used: Money,
    /// What would be used with one more.
    pub(in crate::pages) with: Money,
    pub(in crate::pages) limit: Money,
    /// What is left then; below zero where the limit is passed.
    pub(in crate::pages) left: Money,
    /// The share used already, in hundredths, as the bar shows it.
    pub(in crate::pages) bar: u64,
    /// The share of one more, in hundredths.
    pub(in crate::pages) bar_more: u64,
    /// The share used with it, in per cent.
    pub(in crate::pages) share: String,
    /// Whether it would be passed.
    pub(in crate::pages) passed: bool,
}

impl Limits {
    /// Those of the viewer's party, today.
    pub(in crate::pages) async fn read(portal: &Portal, seated: &Seated) -> Result<Self, Failure> {
        let (store, viewer) = (portal.store(), seated.viewer());
        let today = store.today().await?;
        let rules = terms::rules(portal, seated).await?;
        let rule = rules.guarantor_limits_on(today).map_err(|_| Failure::Fault)?;
        let used = store.guarantor_use(viewer, viewer.party).await?;
        let profile = store.profile(viewer, viewer.party).await?;
        Ok(Self {
            net_assets: profile.and_then(|seen| seen.state.data.net_assets),
            used: used.map(|seen| seen.state).unwrap_or_default(),
            rule: rule.value.clone(),
        })
    }

    /// All that is outstanding against its limit; none where the file states no net assets.
    pub(in crate::pages) fn outstanding(
        &self,
        frame: &Frame<'_>,
        own: PartyId,
    ) -> Result<Option<LimitView>, Failure> {
        let Some(net_assets) = self.net_assets else {
            return Ok(None);
        };
        let nothing = GuaranteeUse {
            borrower: own,
            group: None,
            small: false,
            amount: Money::zero(net_assets.currency()),
        };
        Ok(self.with(frame, &nothing)?.map(|[all, ..]| all))
    }

    /// Of each borrower, the limit on it and that on its group, those that are used most first.
    pub(super) fn by_borrower(&self, frame: &Frame<'_>) -> Result<Vec<BorrowerLimits>, Failure> {
        let mut rows: Vec<BorrowerLimits> = Vec::new();
        for each in self.used.uses.values() {
            if rows.iter().any(|row| row.borrower == each.borrower) {
                continue;
            }
            let nothing = GuaranteeUse {
                amount: Money::zero(each.amount.currency()),
                ..*each
            };
            rows.extend(self.with(frame, &nothing)?.map(|[_, one, group]| BorrowerLimits {
                borrower: each.borrower,
                one,
                group,
            }));
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.one.used.minor()));
        Ok(rows)
    }

    /// The three limits with one more guarantee: all, its borrower, the borrower's group. None where the file states no net assets
    /// in its currency, for then none can be issued.
    pub(in crate::pages) fn with(
        &self,
        frame: &Frame<'_>,
        more: &GuaranteeUse,
    ) -> Result<Option<[LimitView; 3]>, Failure> {
        let currency = more.amount.currency();
        let Some(net_assets) = self.net_assets.filter(|net| net.currency() == currency) else {
            return Ok(None);
        };
        let bounds = limits_with(&self.used, more, net_assets, &self.rule);
        let [all, one, group] = bounds.map_err(|_| Failure::Fault)?;
        let view = |name, bound| LimitView::of(name, &bound, more.amount).map_err(|_| Failure::Fault);
        Ok(Some([
            LimitView {
                why: Some(self.why(frame, net_assets, all.limit)?),
                ..view(frame.say("limit-outstanding"), all)?
            },
            view(frame.say("limit-borrower"), one)?,
            view(frame.say("limit-group"), group)?,
        ]))
    }

    /// Which of the two multiples limits all guarantees, in a sentence (Order 683 article 15).
    fn why(&self, frame: &Frame<'_>, net_assets: Money, limit: Money) -> Result<String, Failure> {
        let wide = self.rule.outstanding_mainly_small;
        let wide_limit = wide.of(net_assets).map_err(|_| Failure::Fault)?;
        let (usual, wide) = (terms::multiple(self.rule.outstanding), terms::multiple(wide));
        let values = [("usual", usual.as_str()), ("wide", &wide)];
        Ok(if limit == wide_limit {
            frame.say_with("limit-why-wide", &values)
        } else {
            frame.say_with("limit-why-usual", &values)
        })
    }

    /// How many guarantees bind the party.
    pub(in crate::pages) fn bound(&self) -> usize {
        self.used.uses.len()
    }
}

impl LimitView {
    fn of(name: String, bound: &GuarantorLimit, more: Money) -> Result<Self, MoneyError> {
        let used = bound.used.checked_sub(more)?;
        let left = bound.limit.checked_sub(bound.used)?;
        let (bar, all) = (hundredths(used, bound.limit), hundredths(bound.used, bound.limit));
        Ok(Self {
            name,
            why: None,
            used,
            with: bound.used,
            limit: bound.limit,
            left,
            bar,
            bar_more: all.saturating_sub(bar),
            share: share(bound.used, bound.limit),
            passed: left.is_negative(),
        })
    }

    /// The class of its bar, by what would be used.
    pub(in crate::pages) const fn class(&self) -> &'static str {
        charts::of_limit(self.bar + self.bar_more, self.passed)
    }
}

/// How many hundredths of the limit are used, at most all.
fn hundredths(used: Money, limit: Money) -> u64 {
    let share = (i128::from(used.minor().max(0)) * 100).checked_div(i128::from(limit.minor()));
    share
        .map_or(100, |share| u64::try_from(share).unwrap_or(100))
        .min(100)
}

/// The share of the limit that is used, in per cent.
fn share(used: Money, limit: Money) -> String {
    if !limit.is_positive() {
        return "—".to_owned();
    }
    let share = figures::percent(used.minor(), limit.minor());
    // Something is not nothing.
    if used.is_positive() && share == figures::percent(0, limit.minor()) {
        "< 0.01%".to_owned()
    } else {
        share
    }
}

#[cfg(test)]
mod tests {
    use tallystick_base::Currency;

    use super::*;

    #[test]
    fn a_share_is_told_as_rates_are_and_its_bar_never_leaves_its_frame() {
        let yuan = |minor| Money::from_minor(minor, Currency::CNY);
        assert_eq!(share(yuan(24_000_000), yuan(2_000_000_000)), "1.20%");
        assert_eq!(
            (share(yuan(1), yuan(90_000)), share(yuan(0), yuan(9))),
            ("< 0.01%".to_owned(), "0.00%".to_owned())
        );
        assert_eq!(hundredths(yuan(5), yuan(4)), 100);
        assert_eq!(
            (share(yuan(1), yuan(0)), hundredths(yuan(1), yuan(0))),
            ("—".to_owned(), 100)
        );
    }
}

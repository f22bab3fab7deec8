//! The operator opens the ledger and publishes the law by which everybody is measured.

use serde_json::json;

use super::days::Prologue;
use super::desk::House;
use super::record::Chapter;
use super::story::Story;

/// Entry 0 was made with the ledger, signed by both members of the operator and the service.
pub(super) fn the_ledger_is_open(house: &House, story: &mut Story, body: &str) -> anyhow::Result<()> {
    story.begins(Chapter::Opening);
    story.was_opened_by(&house.operator, body)
}

pub(super) async fn the_operator_publishes_the_rules(
    house: &House,
    story: &mut Story,
    days: Prologue,
) -> anyhow::Result<()> {
    story.moves_to(days.opening, 10, 0).await?;
    let rules = json!({"rules": story.days().rules()});
    story
        .together(house.operator.both()?, "rules.publish/1", rules)
        .await
}

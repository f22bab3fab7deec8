//! The operator opens the ledger and publishes the law by which everybody is measured.

use serde_json::json;

use super::days::ago;
use super::desk::Cast;
use super::record::Chapter;
use super::story::Story;

/// Entry 0 was made with the ledger, signed by both members of the operator and the service.
pub(super) fn the_ledger_is_open(cast: &Cast, story: &mut Story, body: &str) -> anyhow::Result<()> {
    story.begins(Chapter::Opening)?;
    story.was_opened_by(&cast.operator, body)
}

pub(super) async fn the_operator_publishes_the_rules(cast: &Cast, story: &mut Story) -> anyhow::Result<()> {
    story.moves_to(ago::OPENING, 10, 0)?;
    let rules = json!({"rules": story.days().rules()});
    story
        .together(cast.operator.both()?, "rules.publish/1", rules)
        .await
}

use tallystick_xtask::{menu, tidy};

const TEXT: &str = include_str!("../../../../CONTRIBUTING.md");

#[test]
fn the_menu_is_written_down() {
    for name in menu::command_names() {
        let command = format!("`cargo xtask {name}");
        assert!(
            TEXT.contains(&command),
            "CONTRIBUTING.md does not name {command}`"
        );
    }
}

#[test]
fn every_rule_of_tidy_is_written_down() {
    for name in tidy::rule_names() {
        let row = format!("\n| {name} |");
        assert!(
            TEXT.contains(&row),
            "the table of rules in CONTRIBUTING.md has no row `{name}`"
        );
    }
}

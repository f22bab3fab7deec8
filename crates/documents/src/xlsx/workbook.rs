//! From the container to the parts that matter.

use super::package::Package;
use super::{children, not_a_workbook, tree};
use crate::error::DocumentError;
use crate::xml::Element;

/// Where things are in the container.
pub(super) struct Workbook {
    pub(super) sheet: String,
    pub(super) strings: Option<String>,
    pub(super) styles: Option<String>,
    /// Whether dates count from 1904, as old Macintosh workbooks do.
    pub(super) from_1904: bool,
}

/// A pointer from one part to another.
struct Relationship {
    id: String,
    kind: String,
    target: String,
}

impl Workbook {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, DocumentError> {
        let top = relationships(package, "")?;
        let path = by_kind(&top, "officeDocument")
            .ok_or_else(|| not_a_workbook("its container names no workbook"))?;
        let text = package
            .part(&path)?
            .ok_or_else(|| not_a_workbook(&format!("the part {path} is missing")))?;
        let root = tree(&text)?;
        if &*root.name != "workbook" {
            return Err(not_a_workbook(&format!("the part {path} is a {}", root.name)));
        }
        let relationships = relationships(package, &path)?;
        let id = first_visible_sheet(&root).ok_or_else(|| not_a_workbook("it has no visible sheet"))?;
        let sheet = relationships
            .iter()
            .find(|relationship| relationship.id == id && relationship.kind == "worksheet")
            .ok_or_else(|| not_a_workbook("its first visible sheet is not a table"))?;
        let from_1904 = children(&root, "workbookPr")
            .any(|properties| matches!(properties.attribute("", "date1904"), Some("1" | "true")));
        Ok(Self {
            sheet: sheet.target.clone(),
            strings: by_kind(&relationships, "sharedStrings"),
            styles: by_kind(&relationships, "styles"),
            from_1904,
        })
    }
}

fn first_visible_sheet(workbook: &Element) -> Option<String> {
    let sheet = children(workbook, "sheets")
        .flat_map(|sheets| children(sheets, "sheet"))
        .find(|sheet| !matches!(sheet.attribute("", "state"), Some("hidden" | "veryHidden")))?;
    let id = sheet
        .attributes
        .iter()
        .find(|attribute| &*attribute.name == "id")?;
    Some(id.value.clone())
}

fn by_kind(relationships: &[Relationship], kind: &str) -> Option<String> {
    relationships
        .iter()
        .find(|relationship| relationship.kind == kind)
        .map(|found| found.target.clone())
}

/// The relationships of a part (of the package itself for an empty path), their targets as paths from the root.
fn relationships(package: &mut Package<'_>, path: &str) -> Result<Vec<Relationship>, DocumentError> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let slash = if folder.is_empty() { "" } else { "/" };
    let own = format!("{folder}{slash}_rels/{name}.rels");
    let Some(text) = package.part(&own)? else {
        return Err(not_a_workbook(&format!("the part {own} is missing")));
    };
    let root = tree(&text)?;
    let found = children(&root, "Relationship").filter_map(|element| {
        let kind = element.attribute("", "Type")?.rsplit('/').next()?.to_owned();
        let target = resolve(folder, element.attribute("", "Target")?);
        Some(Relationship {
            id: element.attribute("", "Id")?.to_owned(),
            kind,
            target,
        })
    });
    Ok(found.collect())
}

/// A target as a path from the root of the container.
fn resolve(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').collect()
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            name => steps.push(name),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml")]
    #[case("xl", "/xl/styles.xml", "xl/styles.xml")]
    #[case("xl/worksheets", "../sharedStrings.xml", "xl/sharedStrings.xml")]
    #[case("", "xl/workbook.xml", "xl/workbook.xml")]
    #[case("", "../../outside", "outside")]
    fn targets_are_found_from_the_root(#[case] folder: &str, #[case] target: &str, #[case] expected: &str) {
        assert_eq!(resolve(folder, target), expected);
    }
}

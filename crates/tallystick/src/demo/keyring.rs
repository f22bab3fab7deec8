//! The keys of everybody who takes part, as files: whoever ran the demo goes on from where the story ends, as any of them.

use std::path::{Path, PathBuf};

use super::desk::{Cast, Desk};
use crate::{key_file, private};

/// Writes a file for each member, named after the party and the member's place in it, such as `hospital-3.pem`.
pub(super) fn write(cast: &Cast, folder: &Path) -> anyhow::Result<()> {
    private::make_folder(folder)?;
    for (name, desk) in desks(cast) {
        for (person, number) in desk.crew.people.iter().zip(1..) {
            key_file::write(&file(folder, name, number), &person.key)?;
        }
    }
    Ok(())
}

fn desks(cast: &Cast) -> [(&'static str, &Desk); 8] {
    [
        ("operator", &cast.operator),
        ("supplier", &cast.supplier),
        ("weaver", &cast.weaver),
        ("hospital", &cast.hospital),
        ("centre", &cast.centre),
        ("city-bank", &cast.city_bank),
        ("rural-bank", &cast.rural_bank),
        ("auditor", &cast.auditor),
    ]
}

fn file(folder: &Path, name: &str, number: usize) -> PathBuf {
    folder.join(format!("{name}-{number}.pem"))
}

//! The keys of everybody who takes part, as files: whoever ran the demo goes on from where the stories end, as any of them.

use std::path::{Path, PathBuf};

use tallystick_portal::DemoSeat;

use super::company::Company;
use super::crew::Person;
use super::desk::Desk;
use super::waiting;
use crate::{key_file, private};

/// Writes a file for each member, named after the party and the member's place in it, such as `hospital-3.pem`.
pub(super) fn write(desks: &[&Desk], folder: &Path) -> anyhow::Result<()> {
    private::make_folder(folder)?;
    for desk in desks {
        for (person, number) in desk.crew.people.iter().zip(1..) {
            key_file::write(&file(folder, desk.crew.sketch.part, number), &person.key)?;
        }
    }
    Ok(())
}

/// The seats that one click takes on the pages: everybody, story after story, named as the files are.
pub(super) fn seats(company: &Company) -> anyhow::Result<Vec<DemoSeat>> {
    let mut desks = company.everybody();
    desks.sort_by_key(|desk| company.story_of(desk.party()));
    let mut seats = Vec::new();
    for desk in desks {
        for (person, number) in desk.crew.people.iter().zip(1..) {
            seats.push(seat(company, desk, person, number)?);
        }
    }
    Ok(seats)
}

fn seat(company: &Company, desk: &Desk, person: &Person, number: usize) -> anyhow::Result<DemoSeat> {
    let sketch = desk.crew.sketch;
    let name = format!("{}-{number}", sketch.part);
    let pem = person.key.to_pem()?;
    let lines = pem.lines().filter(|line| !line.starts_with("-----"));
    Ok(DemoSeat {
        waits: waiting::for_seat(&name, |strand| company.is_told(strand)),
        seat: name,
        story: company.story_of(desk.party()).words(),
        party: desk.crew.party.to_string(),
        party_name: sketch.name.to_owned(),
        capacities: sketch.capacities.iter().map(ToString::to_string).collect(),
        member: person.id.to_string(),
        member_name: person.name.to_owned(),
        roles: person.roles.iter().map(|role| (*role).to_owned()).collect(),
        pkcs8: lines.collect(),
    })
}

fn file(folder: &Path, part: &str, number: usize) -> PathBuf {
    folder.join(format!("{part}-{number}.pem"))
}

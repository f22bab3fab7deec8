//! The keys of everybody who takes part, as files: whoever ran the demo goes on from where the stories end, as any of them.

use std::path::Path;

use tallystick_ledger::SigningKey;
use tallystick_portal::DemoSeat;

use super::company::Company;
use super::crew::Person;
use super::desk::Desk;
use super::waiting;
use crate::{key_file, private};

/// A key in a member's hand.
struct Held<'c> {
    desk: &'c Desk,
    person: &'c Person,
    key: &'c SigningKey,
    /// Its place among the keys of the party.
    number: usize,
}

impl Held<'_> {
    /// Named after the party and the key's place in it, such as `hospital-3`.
    fn name(&self) -> String {
        format!("{}-{}", self.desk.crew.sketch.part, self.number)
    }
}

/// The keys of a party: one of each member, and the one on the first member's new phone.
fn keys_of<'c>(company: &'c Company, desk: &'c Desk) -> impl Iterator<Item = Held<'c>> {
    let people = &desk.crew.people;
    let own = people.iter().map(|person| (person, &person.key));
    let new = people.first().zip(company.new_phone_of(desk.party()));
    let all = own.chain(new).zip(1..);
    all.map(move |((person, key), number)| Held {
        desk,
        person,
        key,
        number,
    })
}

/// Writes a file for each key, such as `hospital-3.pem`.
pub(super) fn write(company: &Company, folder: &Path) -> anyhow::Result<()> {
    private::make_folder(folder)?;
    for desk in company.everybody() {
        for held in keys_of(company, desk) {
            key_file::write(&folder.join(format!("{}.pem", held.name())), held.key)?;
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
        for held in keys_of(company, desk) {
            seats.push(seat(company, &held)?);
        }
    }
    Ok(seats)
}

fn seat(company: &Company, held: &Held<'_>) -> anyhow::Result<DemoSeat> {
    let Held { desk, person, .. } = held;
    let sketch = desk.crew.sketch;
    let name = held.name();
    let pem = held.key.to_pem()?;
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

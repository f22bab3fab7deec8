//! The ledger as an outsider reads and checks it.

use std::io::{Cursor, Read as _};

use tallystick_base::Digest;
use tallystick_client::Member;
use tallystick_ledger::{Entry, LogReader, verify_log};

use crate::house::House;

/// The identity of the statement of every entry, in order, of a ledger that was verified from its first byte to its last.
pub(crate) async fn verified_statements(house: &House, member: &Member) -> Vec<Digest> {
    let mut source = member.client().fetch_log().await.unwrap();
    let vkeys = house.vkeys().clone();
    let work = move || {
        let mut log = Vec::new();
        source.read_to_end(&mut log).unwrap();
        let report = verify_log(LogReader::open(Cursor::new(&log)).unwrap(), Some(&vkeys), |_| {}).unwrap();
        assert!(report.is_valid(), "{report:?}");
        let mut reader = LogReader::open(Cursor::new(&log)).unwrap();
        let mut statements = Vec::new();
        while let Some(leaf) = reader.next_leaf().unwrap() {
            let entry = Entry::parse(&leaf).unwrap();
            statements.push(entry.statement.id().unwrap());
        }
        statements
    };
    tokio::task::spawn_blocking(work).await.unwrap()
}

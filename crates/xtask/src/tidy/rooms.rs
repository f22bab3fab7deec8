//! The floor plan as data: every room, and the rooms it may use.

/// A package of the workspace.
pub(super) struct Room {
    /// Its folder; the package is `tallystick-` and this, except for the binary.
    pub(super) name: &'static str,
    /// The rooms its code may use.
    pub(super) may_use: May,
    /// The rooms its tests may use besides.
    pub(super) tests_may_use: &'static [&'static str],
    /// Whether its code must do without files, network, clock and randomness of its own.
    pub(super) pure: bool,
}

pub(super) enum May {
    Only(&'static [&'static str]),
    EverythingBut(&'static [&'static str]),
}

/// The binary, whose package is named after the project.
pub(super) const BINARY: &str = "tallystick";

const PREFIX: &str = "tallystick-";

pub(super) const ROOMS: &[Room] = &[
    pure("base", &[]),
    pure("ledger", &["base"]),
    // The line of the domain: each may use those before it.
    pure("parties", &["base"]),
    pure("contracts", &["base", "parties"]),
    pure("certificates", &["base", "parties", "contracts"]),
    pure("financing", &["base", "parties", "contracts", "certificates"]),
    pure(
        "banking",
        &["base", "parties", "contracts", "certificates", "financing"],
    ),
    pure(
        "commands",
        &[
            "base",
            "parties",
            "contracts",
            "certificates",
            "financing",
            "banking",
        ],
    ),
    pure("documents", &["base"]),
    room("migrations", &[], &[]),
    // Databases, a demo and a browser for tests: no code that is shipped may use it.
    room("testbed", &["base", "ledger", "commands", "store"], &[]),
    room(
        "store",
        &["base", "ledger", "commands", "migrations"],
        &["client", "testbed"],
    ),
    room("client", &["base", "ledger", "commands"], &[]),
    room(
        "api",
        &["base", "ledger", "commands", "documents", "store"],
        &["client", "testbed"],
    ),
    room(
        "portal",
        &["base", "ledger", "commands", "documents", "store"],
        &["client", "testbed"],
    ),
    Room {
        name: BINARY,
        may_use: May::EverythingBut(&["xtask", "integration-tests", "browser-tests", "testbed"]),
        tests_may_use: &["testbed"],
        pure: false,
    },
    // Keys, ids and receipts are the client's own words, and are named by the rooms they come from.
    room(
        "integration-tests",
        &["client", BINARY],
        &["base", "ledger", "testbed"],
    ),
    room(
        "browser-tests",
        &["client", BINARY],
        &["base", "ledger", "testbed"],
    ),
    Room {
        name: "xtask",
        may_use: May::EverythingBut(&[]),
        tests_may_use: &[],
        pure: false,
    },
];

const fn pure(name: &'static str, may_use: &'static [&'static str]) -> Room {
    Room {
        name,
        may_use: May::Only(may_use),
        tests_may_use: &[],
        pure: true,
    }
}

const fn room(
    name: &'static str,
    may_use: &'static [&'static str],
    tests_may_use: &'static [&'static str],
) -> Room {
    Room {
        name,
        may_use: May::Only(may_use),
        tests_may_use,
        pure: false,
    }
}

impl Room {
    pub(super) fn may_use(&self, other: &str) -> bool {
        match self.may_use {
            May::Only(rooms) => rooms.contains(&other),
            May::EverythingBut(rooms) => !rooms.contains(&other),
        }
    }
}

/// The room's name from the package's.
pub(super) fn name_of(package: &str) -> &str {
    package.strip_prefix(PREFIX).unwrap_or(package)
}

pub(super) fn find(package: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name_of(package))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_room_that_is_named_exists() {
        for room in ROOMS {
            let (May::Only(named) | May::EverythingBut(named)) = room.may_use;
            for name in named.iter().chain(room.tests_may_use) {
                assert!(
                    find(name).is_some(),
                    "{} names {name}, which is no room",
                    room.name
                );
            }
        }
    }

    #[test]
    fn a_pure_room_uses_only_pure_rooms() {
        for room in ROOMS.iter().filter(|room| room.pure) {
            let impure: Vec<_> = ROOMS
                .iter()
                .filter(|other| !other.pure && room.may_use(other.name))
                .collect();
            assert!(impure.is_empty(), "{} may use a room that is not pure", room.name);
        }
    }

    #[test]
    fn the_floor_plan_has_no_cycle() {
        let mut standing: Vec<&Room> = ROOMS
            .iter()
            .filter(|room| !matches!(room.may_use, May::EverythingBut(_)))
            .collect();
        while !standing.is_empty() {
            let before = standing.len();
            let names: Vec<&str> = standing.iter().map(|room| room.name).collect();
            standing.retain(|room| names.iter().any(|name| room.may_use(name)));
            assert!(standing.len() < before, "a cycle among {names:?}");
        }
    }

    #[test]
    fn api_and_portal_do_not_know_each_other() {
        assert!(!find("tallystick-api").unwrap().may_use("portal"));
        assert!(!find("tallystick-portal").unwrap().may_use("api"));
    }

    #[test]
    fn only_tests_and_xtask_may_use_databases_for_tests() {
        let using: Vec<&str> = ROOMS
            .iter()
            .filter(|room| room.may_use("testbed"))
            .map(|room| room.name)
            .collect();
        assert_eq!(using, ["xtask"]);
        assert!(
            find("tallystick-store")
                .unwrap()
                .tests_may_use
                .contains(&"testbed")
        );
    }

    #[test]
    fn the_package_of_the_binary_is_a_room() {
        assert_eq!(find("tallystick").unwrap().name, BINARY);
        assert!(find("serde").is_none());
    }
}

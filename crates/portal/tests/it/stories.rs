//! The guide by which the stories of the demo are repeated by hand leads to pages that there are.

use std::collections::BTreeSet;

use crate::addresses::{self, Row};

const GUIDE: [&str; 2] = [
    include_str!("../../../../docs/guide/en/stories.md"),
    include_str!("../../../../docs/guide/zh/stories.md"),
];

#[test]
fn every_address_of_the_guide_to_the_stories_is_one_of_the_portal() {
    let known: BTreeSet<String> = addresses::all().iter().map(Row::name).collect();
    for text in GUIDE {
        let code = text.split('`').skip(1).step_by(2);
        let named: BTreeSet<&str> = code.filter(|code| code.starts_with('/')).collect();
        assert!(named.contains("/enter"), "{named:?}");
        for address in named {
            let path = address.split('?').next().unwrap();
            assert!(known.contains(&format!("GET {path}")), "{address}");
        }
    }
}

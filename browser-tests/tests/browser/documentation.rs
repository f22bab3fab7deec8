//! The page of the API, which is served with everything that it needs.

use tallystick_testbed::Stage;
use tallystick_testbed::browser::Width;

#[test]
fn it_opens_and_asks_nobody_else() {
    let stage = Stage::shared();
    let browser = stage.browser(Width::Desktop);
    browser.open("/docs");
    browser.sees("Tallystick");
    browser.wait_for(".opblock-summary");
    let requests = browser.requests();
    assert!(
        requests.iter().any(|request| request.ends_with("openapi.json")),
        "{requests:?}"
    );
    assert!(
        requests.iter().all(|request| request.starts_with(stage.url())),
        "{requests:?}"
    );
}

#[test]
fn it_can_be_examined_and_fits_a_phone() {
    let browser = Stage::shared().browser(Width::Phone);
    browser.open("/docs");
    browser.wait_for(".opblock-summary");
    // It is not ours to mend; what counts is that axe-core runs on it.
    for violation in browser.axe() {
        assert!(!violation.places.is_empty(), "{violation}");
    }
}

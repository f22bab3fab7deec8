//! What the browser logs: errors on its console, and requests.

use serde_json::Value;

/// Addresses that are not asked of a server.
const LOCAL: [&str; 6] = [
    "data:",
    "blob:",
    "about:",
    "chrome:",
    "chrome-extension:",
    "devtools:",
];

/// The messages of entries of the worst level: failed scripts, refused policies, addresses that are not there.
pub(super) fn errors(entries: &[Value]) -> impl Iterator<Item = String> {
    entries
        .iter()
        .filter(|entry| entry.get("level").and_then(Value::as_str) == Some("SEVERE"))
        .map(|entry| {
            let message = entry.get("message").and_then(Value::as_str);
            message.unwrap_or("an error without a message").to_owned()
        })
}

/// The addresses of all requests, refused ones too, in their order.
pub(super) fn requests(entries: &[Value]) -> impl Iterator<Item = String> {
    entries
        .iter()
        .filter_map(request)
        .filter(|url| !LOCAL.iter().any(|scheme| url.starts_with(scheme)))
}

fn request(entry: &Value) -> Option<String> {
    let message = entry.get("message")?.as_str()?;
    let message: Value = serde_json::from_str(message).ok()?;
    let event = message.pointer("/message/method")?.as_str()?;
    let place = match event {
        "Network.requestWillBeSent" => "/message/params/request/url",
        "Network.webSocketCreated" => "/message/params/url",
        _ => return None,
    };
    message.pointer(place)?.as_str().map(str::to_owned)
}

/// Whether the request went to the service at this address, which has no path.
pub(super) fn stays_at(service: &str, request: &str) -> bool {
    authority(service) == authority(request)
}

/// Host and port, and whatever else is written there to mislead.
fn authority(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(method: &str, params: &Value) -> Value {
        let message = json!({ "message": { "method": method, "params": params }, "webview": "A" });
        json!({ "level": "INFO", "message": message.to_string() })
    }

    #[test]
    fn requests_and_sockets_are_found_and_what_asks_nobody_is_not() {
        let sent = "Network.requestWillBeSent";
        let entries = [
            event(sent, &json!({ "request": { "url": "http://a/b" } })),
            event(sent, &json!({ "request": { "url": "data:,x" } })),
            event(
                "Network.responseReceived",
                &json!({ "response": { "url": "http://c" } }),
            ),
            event("Network.webSocketCreated", &json!({ "url": "ws://d" })),
        ];
        assert_eq!(requests(&entries).collect::<Vec<_>>(), ["http://a/b", "ws://d"]);
    }

    #[test]
    fn only_the_worst_entries_are_errors() {
        let entries = [
            json!({ "level": "WARNING", "message": "slow" }),
            json!({ "level": "SEVERE", "message": "http://a/b 404" }),
        ];
        assert_eq!(errors(&entries).collect::<Vec<_>>(), ["http://a/b 404"]);
    }

    #[test]
    fn a_request_stays_when_host_and_port_are_the_same() {
        let service = "http://127.0.0.1:4000";
        for stays in [
            "http://127.0.0.1:4000",
            "http://127.0.0.1:4000/a?b=//c",
            "ws://127.0.0.1:4000?x",
        ] {
            assert!(stays_at(service, stays), "{stays}");
        }
        for leaves in [
            "http://127.0.0.1:40001/",
            "http://127.0.0.1/",
            "https://example.org/http://127.0.0.1:4000",
            "http://127.0.0.1:4000@example.org/",
        ] {
            assert!(!stays_at(service, leaves), "{leaves}");
        }
    }
}

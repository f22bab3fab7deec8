//! Entry 0 of a world.

use serde_json::json;
use tallystick_base::Capacity;
use tallystick_commands::{Case, Command};
use tallystick_ledger::{Claims, Nonce, SigningKey, Statement, check_body};
use tallystick_store::{Ambient, ServiceKeys, Submission};

use super::{Company, ORIGIN};

const KIND: &str = "ledger.open/1";

pub(super) fn opening(operator: &Company, keys: &ServiceKeys, ambient: &Ambient) -> Submission {
    let mut signers: Vec<&SigningKey> = operator.people.iter().map(|person| &person.key).collect();
    signers.push(&keys.statement);
    let members = operator.people.iter().enumerate().map(|(place, person)| {
        let role = if place == 0 { "maker" } else { "checker" };
        json!({
            "member": person.id.subject(), "name": format!("operator {place}"),
            "roles": ["admin", role], "kid": person.key.public().thumbprint(),
        })
    });
    let new = signers
        .iter()
        .map(|key| json!({"kid": key.public().thumbprint(), "jwk": key.public().to_jwk()}));
    let body = json!({
        "salt": ambient.salt(),
        "log_keys": keys.log.verifiers().map(|key| key.to_string()),
        "party": operator.id.subject(),
        "name": operator.name,
        "identity": {"scheme": "uscc", "code": operator.code},
        "members": members.collect::<Vec<_>>(),
        "service_key": keys.statement.public().thumbprint(),
        "keys": new.collect::<Vec<_>>(),
    })
    .to_string();
    let command = Command::read(KIND, body.as_bytes()).expect("the body is an opening");
    let mut case = Case::default();
    for name in command.keyed_names(&case).expect("an opening rests on nothing") {
        let subject = keys.pepper.subject(&name);
        case.financing
            .certificates
            .contracts
            .parties
            .keyed
            .insert(name, subject);
    }
    let named = command
        .subjects(operator.id, &case)
        .expect("its names are supplied");
    let issued_at = ambient.now().as_secs();
    let claims = Claims {
        ledger: ORIGIN.parse().expect("the name is a ledger's"),
        kind: KIND.parse().expect("the kind is one"),
        subject: named.sub,
        version: 1,
        previous: None,
        alt: named.alt.into_iter().collect(),
        rel: Vec::new(),
        issuer: operator.id.subject(),
        capacity: Capacity::Operator,
        nonce: Nonce::from_bytes(ambient.random()),
        issued_at,
        expires_at: issued_at + 600,
        observed: None,
        body: check_body(body.as_bytes()).expect("the body is small"),
    };
    Submission {
        statement: Statement::sign(&claims, &signers).expect("the claims are small"),
        body: body.into_bytes(),
    }
}

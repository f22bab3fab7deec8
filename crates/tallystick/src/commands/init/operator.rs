//! The operator: an organisation, and two of its people.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use tallystick_base::{CreditCode, Lei, MemberId, PartyId};
use tallystick_ledger::{LedgerId, SigningKey};
use tallystick_parties::{IdentityCode, Role, ShortText};
use tallystick_store::Ambient;

use crate::{host, origin};

/// Characters of a Legal Entity Identifier (ISO 17442); a Unified Social Credit Code has 18.
const LEI_LENGTH: usize = 20;

/// An operator that nobody can mistake for a real one: 000000 is no administrative division.
const TRIAL_NAME: &str = "试用平台(并非真实机构)";
const TRIAL_CODE: &str = "91000000TRYTRYTRY0";
const TRIAL_MEMBERS: [&str; 2] = ["试用管理员甲", "试用管理员乙"];

/// The operator, as typed.
#[derive(Debug, clap::Args)]
pub(crate) struct OperatorArgs {
    /// The name of the organisation that operates the ledger. Made up where --origin is a name for examples and tests.
    #[arg(long, value_name = "NAME")]
    operator_name: Option<String>,
    /// The code that the operator is registered under: a Unified Social Credit Code (统一社会信用代码), or an LEI.
    #[arg(long, value_name = "CODE")]
    operator_code: Option<String>,
    /// The name of a member who signs for the operator; given twice, as every act of the operator needs two.
    #[arg(long = "member", value_name = "NAME")]
    members: Vec<String>,
}

/// The operator, as it will be registered.
pub(super) struct Operator {
    name: ShortText,
    identity: IdentityCode,
    members: [ShortText; 2],
}

/// The operator with ids and keys.
pub(crate) struct Enrolled {
    pub(crate) party: PartyId,
    pub(crate) name: ShortText,
    pub(crate) identity: IdentityCode,
    pub(crate) members: [EnrolledMember; 2],
}

/// A member with the key that was made for it.
pub(crate) struct EnrolledMember {
    pub(crate) member: MemberId,
    pub(crate) name: ShortText,
    pub(crate) roles: [Role; 2],
    pub(crate) key: SigningKey,
}

impl Operator {
    pub(super) fn read(args: OperatorArgs, ledger: &LedgerId) -> anyhow::Result<Self> {
        let nothing = args.operator_name.is_none() && args.operator_code.is_none() && args.members.is_empty();
        if nothing && origin::is_trial(ledger) {
            return Self::trial();
        }
        let (Some(name), Some(code)) = (args.operator_name, args.operator_code) else {
            bail!(
                "a ledger is operated by an organisation: give its name with --operator-name, its registration with \
                 --operator-code, and two people with --member. To try things out, an origin such as ledger.example needs none of them"
            );
        };
        let found = args.members.len();
        let members: [String; 2] = args.members.try_into().ok().with_context(|| {
            format!("the operator acts with two members: name both with --member (found {found})")
        })?;
        let [first, second] = &members;
        ensure!(
            first != second,
            "both members are called {first}; they must be two people"
        );
        Ok(Self {
            name: name.parse().context("--operator-name")?,
            identity: identity(&code).context("--operator-code")?,
            members: [
                first.parse().context("--member")?,
                second.parse().context("--member")?,
            ],
        })
    }

    fn trial() -> anyhow::Result<Self> {
        let [first, second] = TRIAL_MEMBERS;
        Ok(Self {
            name: TRIAL_NAME.parse()?,
            identity: identity(TRIAL_CODE)?,
            members: [first.parse()?, second.parse()?],
        })
    }

    /// Draws ids and keys. Nothing is written yet.
    pub(super) fn enrol(&self, ambient: &Ambient) -> anyhow::Result<Enrolled> {
        let now = ambient.now().as_millis();
        let member = |name: &ShortText, other| {
            anyhow::Ok(EnrolledMember {
                member: MemberId::from_parts(now, ambient.random()),
                name: name.clone(),
                roles: [Role::Admin, other],
                key: host::new_key()?,
            })
        };
        let [first, second] = &self.members;
        Ok(Enrolled {
            party: PartyId::from_parts(now, ambient.random()),
            name: self.name.clone(),
            identity: self.identity.clone(),
            members: [member(first, Role::Maker)?, member(second, Role::Checker)?],
        })
    }
}

impl Enrolled {
    pub(super) fn keys(&self) -> Vec<&SigningKey> {
        self.members.iter().map(|member| &member.key).collect()
    }
}

/// Where the members' keys go.
pub(super) fn files(out: &Path) -> [PathBuf; 2] {
    ["member-1.pem", "member-2.pem"].map(|name| out.join(name))
}

fn identity(code: &str) -> anyhow::Result<IdentityCode> {
    Ok(if code.chars().count() == LEI_LENGTH {
        IdentityCode::Lei(code.parse::<Lei>()?)
    } else {
        IdentityCode::Uscc(code.parse::<CreditCode>()?)
    })
}

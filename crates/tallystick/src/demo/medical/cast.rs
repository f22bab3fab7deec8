//! Who takes part in the medical chain: a distributor, three makers before it, a hospital, a pharmacy and a clinic behind it, a bank
//! and a guarantor.

use tallystick_base::Capacity;
use tallystick_ledger::SigningKey;

use crate::demo::cast::{ALONE, CHECKER, MAKER, Sketch};
use crate::demo::desk::{Desk, Service};
use crate::host;

/// Who takes part in the medical chain.
pub(in crate::demo) struct Cast {
    pub(super) distributor: Desk,
    pub(super) device_maker: Desk,
    pub(super) plastics_maker: Desk,
    pub(super) resin_maker: Desk,
    pub(super) hospital: Desk,
    pub(super) pharmacy: Desk,
    pub(super) clinic: Desk,
    pub(super) bank: Desk,
    pub(super) guarantor: Desk,
    /// The key on the new phone of the maker of devices, which nothing in the story adds.
    pub(super) new_phone: SigningKey,
}

impl Cast {
    /// Seats everybody, each with keys of its own.
    pub(in crate::demo) fn seated(service: &Service) -> anyhow::Result<Self> {
        Ok(Self {
            distributor: service.seat(&DISTRIBUTOR)?,
            device_maker: service.seat(&DEVICE_MAKER)?,
            plastics_maker: service.seat(&PLASTICS_MAKER)?,
            resin_maker: service.seat(&RESIN_MAKER)?,
            hospital: service.seat(&HOSPITAL)?,
            pharmacy: service.seat(&PHARMACY)?,
            clinic: service.seat(&CLINIC)?,
            bank: service.seat(&BANK)?,
            guarantor: service.seat(&GUARANTOR)?,
            new_phone: host::new_key()?,
        })
    }

    /// Everybody, in the order of registration.
    pub(in crate::demo) fn desks(&self) -> Vec<&Desk> {
        vec![
            &self.distributor,
            &self.device_maker,
            &self.plastics_maker,
            &self.resin_maker,
            &self.hospital,
            &self.pharmacy,
            &self.clinic,
            &self.bank,
            &self.guarantor,
        ]
    }

    /// Who has a new phone, and the key on it.
    pub(in crate::demo) const fn on_a_new_phone(&self) -> (&Desk, &SigningKey) {
        (&self.device_maker, &self.new_phone)
    }
}

/// Buys from makers, and delivers to hospitals, pharmacies and clinics.
const DISTRIBUTOR: Sketch = Sketch {
    part: "distributor",
    name: "之江医药流通有限公司",
    capacities: &[Capacity::Supplier],
    buyer_class: None,
    code: "91330199MA2YXG001T",
    size: Some("medium"),
    address: "之江省明州市药市街1号",
    contact: "章衡，0571-55520001",
    account: Some(("33010199360000000001", "之江商业银行明州支行")),
    net_assets: None,
    members: &[("章衡", MAKER), ("戴月", CHECKER)],
};

/// A small firm of one person, who signs alone.
const SMALL_FIRM: Sketch = Sketch {
    size: Some("small"),
    address: "之江省明州市医药港",
    ..DISTRIBUTOR
};

/// Makes syringes and infusion sets.
const DEVICE_MAKER: Sketch = Sketch {
    part: "device-maker",
    name: "之江注射器械有限公司",
    code: "91330199MA2YCF0023",
    contact: "于敏，0571-55520002",
    account: Some(("33010199360000002001", "之江商业银行医药港支行")),
    members: &[("于敏", ALONE)],
    ..SMALL_FIRM
};

/// Makes medical plastics for it.
const PLASTICS_MAKER: Sketch = Sketch {
    part: "plastics-maker",
    name: "之江医用塑料有限公司",
    code: "91330199MA2YXP003K",
    contact: "毛琳，0571-55520003",
    account: Some(("33010199360000003001", "之江商业银行医药港支行")),
    members: &[("毛琳", ALONE)],
    ..SMALL_FIRM
};

/// Makes resin for that.
const RESIN_MAKER: Sketch = Sketch {
    part: "resin-maker",
    name: "之江树脂有限公司",
    code: "91330199MA2RXD004H",
    size: Some("micro"),
    contact: "施然，0571-55520004",
    account: Some(("33010199360000004001", "之江商业银行医药港支行")),
    members: &[("施然", ALONE)],
    ..SMALL_FIRM
};

/// A public hospital.
const HOSPITAL: Sketch = Sketch {
    part: "city-hospital",
    name: "明州市第二医院",
    capacities: &[Capacity::Buyer],
    buyer_class: Some("public-institution"),
    code: "12330199470012345J",
    size: None,
    address: "之江省明州市健康路2号",
    contact: "傅雅，0571-55520120",
    account: None,
    members: &[("傅雅", MAKER), ("汤宁", CHECKER)],
    ..DISTRIBUTOR
};

/// A pharmacy, which borrows to pay the distributor at once.
const PHARMACY: Sketch = Sketch {
    part: "pharmacy",
    name: "明州惠民大药房有限公司",
    capacities: &[Capacity::Buyer],
    buyer_class: Some("other"),
    code: "91330199MA2RXD0018",
    size: Some("small"),
    address: "之江省明州市中山路10号",
    contact: "沈惠，0571-55520010",
    account: None,
    members: &[("沈惠", MAKER), ("邵平", CHECKER)],
    ..DISTRIBUTOR
};

/// A clinic, which does not pay in time.
const CLINIC: Sketch = Sketch {
    part: "clinic",
    name: "明州康乐门诊部有限公司",
    code: "91330199MA2MLD002B",
    address: "之江省明州市解放路7号",
    contact: "康乐，0571-55520007",
    members: &[("康乐", MAKER), ("乔安", CHECKER)],
    ..PHARMACY
};

/// The bank of the chain.
const BANK: Sketch = Sketch {
    part: "medical-bank",
    name: "之江商业银行股份有限公司",
    capacities: &[Capacity::Bank],
    code: "91330199MA2BNK0019",
    size: Some("large"),
    address: "之江省明州市钱庄路8号",
    contact: "庄严，0571-55528888",
    account: Some(("33010100010000000001", "之江商业银行总行营业部")),
    members: &[("庄严", MAKER), ("闻达", CHECKER)],
    ..DISTRIBUTOR
};

/// A guarantor for small firms.
const GUARANTOR: Sketch = Sketch {
    part: "medical-guarantor",
    name: "之江融资担保有限公司",
    capacities: &[Capacity::Guarantor],
    code: "91330199MA2GNT001Q",
    address: "之江省明州市钱庄路12号",
    contact: "鲍国，0571-55525555",
    account: None,
    net_assets: Some("50000000.00"),
    members: &[("鲍国", MAKER), ("任重", CHECKER)],
    ..DISTRIBUTOR
};

/// All of them.
#[cfg(test)]
pub(in crate::demo) const SKETCHES: [&Sketch; 9] = [
    &DISTRIBUTOR,
    &DEVICE_MAKER,
    &PLASTICS_MAKER,
    &RESIN_MAKER,
    &HOSPITAL,
    &PHARMACY,
    &CLINIC,
    &BANK,
    &GUARANTOR,
];

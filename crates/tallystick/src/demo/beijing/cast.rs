//! Who takes part in Beijing: a district's hospital, a small maker of masks, the weaver who supplies the maker, three banks and a
//! guarantor; and a firm that is registered and has not accepted.

use tallystick_base::Capacity;

use crate::demo::cast::{ALONE, CHECKER, MAKER, Sketch};
use crate::demo::desk::{Desk, Service};

/// Who takes part in Beijing.
pub(in crate::demo) struct Cast {
    pub(super) supplier: Desk,
    pub(super) weaver: Desk,
    pub(super) hospital: Desk,
    pub(super) city_bank: Desk,
    pub(super) rural_bank: Desk,
    pub(super) county_bank: Desk,
    pub(super) guarantor: Desk,
    pub(super) invited: Desk,
}

impl Cast {
    /// Seats everybody, each with keys of its own.
    pub(in crate::demo) fn seated(service: &Service) -> anyhow::Result<Self> {
        Ok(Self {
            supplier: service.seat(&SUPPLIER)?,
            weaver: service.seat(&WEAVER)?,
            hospital: service.seat(&HOSPITAL)?,
            city_bank: service.seat(&CITY_BANK)?,
            rural_bank: service.seat(&RURAL_BANK)?,
            county_bank: service.seat(&COUNTY_BANK)?,
            guarantor: service.seat(&GUARANTOR)?,
            invited: service.seat(&INVITED)?,
        })
    }

    /// Everybody who joins, in the order of registration.
    pub(in crate::demo) fn desks(&self) -> Vec<&Desk> {
        vec![
            &self.supplier,
            &self.hospital,
            &self.weaver,
            &self.city_bank,
            &self.rural_bank,
            &self.county_bank,
            &self.guarantor,
        ]
    }

    /// Who is registered when the story is over, and has not accepted yet.
    pub(in crate::demo) const fn invited(&self) -> &Desk {
        &self.invited
    }
}

/// The maker of masks, a small firm.
const SUPPLIER: Sketch = Sketch {
    part: "supplier",
    name: "北京安卫防护用品有限公司",
    capacities: &[Capacity::Supplier],
    buyer_class: None,
    code: "91110199MA0HF26K3H",
    size: Some("small"),
    address: "北京市永宁区兴业路18号",
    contact: "陈静，010-55500018",
    account: Some(("11050199360000001024", "京北商业银行永宁支行")),
    net_assets: None,
    members: &[("陈静", MAKER), ("刘洋", CHECKER)],
};

/// The weaver, a micro firm of one person, who signs alone.
const WEAVER: Sketch = Sketch {
    part: "weaver",
    name: "河北洁纺无纺布有限公司",
    capacities: &[Capacity::Supplier],
    buyer_class: None,
    code: "91130199MA0WEA5E04",
    size: Some("micro"),
    address: "河北省石门市纺织路7号",
    contact: "何丽，0311-5550007",
    account: Some(("13010155880000004096", "冀中商业银行石门支行")),
    net_assets: None,
    members: &[("何丽", ALONE)],
};

/// The hospital of the district, a public institution.
const HOSPITAL: Sketch = Sketch {
    part: "hospital",
    name: "北京市永宁区人民医院",
    capacities: &[Capacity::Buyer],
    buyer_class: Some("public-institution"),
    code: "12110199400612345X",
    size: None,
    address: "北京市永宁区康宁街6号",
    contact: "赵琳，010-55500120",
    account: Some(("11050188800000008192", "京北商业银行永宁支行")),
    net_assets: None,
    members: &[
        ("赵琳", &["admin"]),
        ("孙伟", &["admin"]),
        ("李娜", &["maker"]),
        ("张强", &["checker"]),
    ],
};

/// The bank of supplier and hospital.
const CITY_BANK: Sketch = Sketch {
    part: "city-bank",
    name: "京北商业银行股份有限公司",
    capacities: &[Capacity::Bank],
    buyer_class: None,
    code: "91110199MA0BANK00Q",
    size: Some("large"),
    address: "北京市永宁区金融街8号",
    contact: "冯雪，010-55508888",
    account: Some(("11050100010000000001", "京北商业银行总行营业部")),
    net_assets: None,
    members: &[("冯雪", MAKER), ("董健", CHECKER)],
};

/// A rural bank of the district.
const RURAL_BANK: Sketch = Sketch {
    part: "rural-bank",
    name: "永宁农村商业银行股份有限公司",
    capacities: &[Capacity::Bank],
    buyer_class: None,
    code: "91110199MA0YNRCB00",
    size: Some("medium"),
    address: "北京市永宁区田园路3号",
    contact: "曹颖，010-55503333",
    account: None,
    net_assets: None,
    members: &[("曹颖", MAKER), ("彭涛", CHECKER)],
};

/// A bank of the next county.
const COUNTY_BANK: Sketch = Sketch {
    part: "county-bank",
    name: "燕山银行股份有限公司",
    capacities: &[Capacity::Bank],
    buyer_class: None,
    code: "91110199MA0BANK20T",
    size: Some("large"),
    address: "北京市燕岭区燕山路1号",
    contact: "蒋楠，010-55504444",
    account: None,
    net_assets: None,
    members: &[("蒋楠", MAKER), ("沈川", CHECKER)],
};

/// A guarantor for small firms.
const GUARANTOR: Sketch = Sketch {
    part: "guarantor",
    name: "北京永宁融资担保有限公司",
    capacities: &[Capacity::Guarantor],
    buyer_class: None,
    code: "91110199MA0GUAR00L",
    size: Some("medium"),
    address: "北京市永宁区金融街12号",
    contact: "罗毅，010-55505555",
    account: None,
    net_assets: Some("30000000.00"),
    members: &[("罗毅", MAKER), ("梁晨", CHECKER)],
};

/// A small firm that the operator registers last: whether it accepts is left to whoever takes its seat.
const INVITED: Sketch = Sketch {
    part: "invited",
    name: "北京瑞康医疗用品有限公司",
    capacities: &[Capacity::Supplier],
    buyer_class: None,
    code: "91110199MA0NEW00AJ",
    size: Some("small"),
    address: "北京市永宁区兴业路26号",
    contact: "邓岚，010-55500026",
    account: Some(("11050199360000002048", "京北商业银行永宁支行")),
    net_assets: None,
    members: &[("邓岚", MAKER), ("陆鸣", CHECKER)],
};

/// All of them.
#[cfg(test)]
pub(in crate::demo) const SKETCHES: [&Sketch; 8] = [
    &SUPPLIER,
    &WEAVER,
    &HOSPITAL,
    &CITY_BANK,
    &RURAL_BANK,
    &COUNTY_BANK,
    &GUARANTOR,
    &INVITED,
];

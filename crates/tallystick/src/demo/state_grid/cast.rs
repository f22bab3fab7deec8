//! Who takes part in the story of the grid: the grid company, five makers of protective goods, three factories that owe for
//! electricity, five firms that supply the grid or its suppliers, a bank, and an asset manager.

use tallystick_base::Capacity;

use crate::demo::cast::{ALONE, CHECKER, MAKER, Sketch};
use crate::demo::desk::{Desk, Service};

/// Who takes part in the story of the grid.
pub(in crate::demo) struct Cast {
    /// The grid company where it sells electricity.
    pub(super) grid: Desk,
    /// The same people where it buys.
    pub(super) grid_as_buyer: Desk,
    /// Of masks, suits, goggles, gloves and disinfectant.
    pub(super) makers: [Desk; 5],
    pub(super) steelworks: Desk,
    pub(super) smelter: Desk,
    pub(super) glassworks: Desk,
    pub(super) cable_maker: Desk,
    pub(super) transformer_maker: Desk,
    pub(super) meter_maker: Desk,
    pub(super) copper_mill: Desk,
    pub(super) silicon_steel_mill: Desk,
    pub(super) bank: Desk,
    pub(super) asset_manager: Desk,
}

impl Cast {
    /// Seats everybody, each with keys of its own.
    pub(in crate::demo) fn seated(service: &Service) -> anyhow::Result<Self> {
        let grid = service.seat(&GRID)?;
        Ok(Self {
            grid_as_buyer: grid.acting_as(Capacity::Buyer),
            grid,
            makers: [
                service.seat(&MASK_MAKER)?,
                service.seat(&SUIT_MAKER)?,
                service.seat(&GOGGLE_MAKER)?,
                service.seat(&GLOVE_MAKER)?,
                service.seat(&DISINFECTANT_MAKER)?,
            ],
            steelworks: service.seat(&STEELWORKS)?,
            smelter: service.seat(&SMELTER)?,
            glassworks: service.seat(&GLASSWORKS)?,
            cable_maker: service.seat(&CABLE_MAKER)?,
            transformer_maker: service.seat(&TRANSFORMER_MAKER)?,
            meter_maker: service.seat(&METER_MAKER)?,
            copper_mill: service.seat(&COPPER_MILL)?,
            silicon_steel_mill: service.seat(&SILICON_STEEL_MILL)?,
            bank: service.seat(&BANK)?,
            asset_manager: service.seat(&ASSET_MANAGER)?,
        })
    }

    /// Everybody, in the order of registration.
    pub(in crate::demo) fn desks(&self) -> Vec<&Desk> {
        let makers = self.makers.iter();
        let others = [
            &self.steelworks,
            &self.smelter,
            &self.glassworks,
            &self.cable_maker,
            &self.transformer_maker,
            &self.meter_maker,
            &self.copper_mill,
            &self.silicon_steel_mill,
            &self.bank,
            &self.asset_manager,
        ];
        [&self.grid].into_iter().chain(makers).chain(others).collect()
    }
}

/// The grid company, which sells electricity and buys protective goods.
const GRID: Sketch = Sketch {
    part: "grid",
    name: "江东电网有限公司",
    capacities: &[Capacity::Supplier, Capacity::Buyer],
    buyer_class: Some("state-enterprise"),
    code: "91320199MA1GRD001P",
    size: Some("large"),
    address: "江东省金江市电力路1号",
    contact: "高峰，025-55510001",
    account: Some(("32010199360000000001", "江东商业银行金江支行")),
    net_assets: None,
    members: &[("高峰", MAKER), ("严明", CHECKER)],
};

/// The bank of the grid and of those who deal with it.
const BANK: Sketch = Sketch {
    part: "grid-bank",
    name: "江东商业银行股份有限公司",
    capacities: &[Capacity::Bank],
    buyer_class: None,
    code: "91320199MA1BNK001Y",
    address: "江东省金江市银城路8号",
    contact: "钱进，025-55518888",
    account: Some(("32010100010000000001", "江东商业银行总行营业部")),
    members: &[("钱进", MAKER), ("方正", CHECKER)],
    ..GRID
};

/// Buys loans of the bank into a pool.
const ASSET_MANAGER: Sketch = Sketch {
    part: "asset-manager",
    name: "江东资产管理有限公司",
    capacities: &[Capacity::AssetManager],
    code: "91320199MA1AMC0012",
    contact: "苏晴，025-55518600",
    account: Some(("32010100010000006001", "江东商业银行金江支行")),
    members: &[("苏晴", MAKER), ("林岩", CHECKER)],
    ..BANK
};

/// A small firm of one person, who signs alone.
const SMALL_FIRM: Sketch = Sketch {
    capacities: &[Capacity::Supplier],
    buyer_class: None,
    size: Some("small"),
    address: "江东省金江市工业园",
    ..GRID
};

/// A factory that owes for electricity.
const FACTORY: Sketch = Sketch {
    capacities: &[Capacity::Buyer],
    buyer_class: Some("large-enterprise"),
    address: "江东省金江市沿江工业区",
    account: None,
    ..GRID
};

/// Makes masks.
const MASK_MAKER: Sketch = Sketch {
    part: "mask-maker",
    name: "江东康泽口罩有限公司",
    code: "91320199MA1KY00018",
    contact: "魏宁，025-55512001",
    account: Some(("3201019936000001000", "江东商业银行工业园支行")),
    members: &[("魏宁", ALONE)],
    ..SMALL_FIRM
};

/// Makes protective suits.
const SUIT_MAKER: Sketch = Sketch {
    part: "suit-maker",
    name: "江东鑫盾防护服有限公司",
    code: "91320199MA1KY0002B",
    contact: "孔洁，025-55512002",
    account: Some(("3201019936000001007", "江东商业银行工业园支行")),
    members: &[("孔洁", ALONE)],
    ..SMALL_FIRM
};

/// Makes goggles.
const GOGGLE_MAKER: Sketch = Sketch {
    part: "goggle-maker",
    name: "江东明视护目镜有限公司",
    code: "91320199MA1KY0003E",
    contact: "秦朗，025-55512003",
    account: Some(("3201019936000001014", "江东商业银行工业园支行")),
    members: &[("秦朗", ALONE)],
    ..SMALL_FIRM
};

/// Makes gloves.
const GLOVE_MAKER: Sketch = Sketch {
    part: "glove-maker",
    name: "江东柔护手套有限公司",
    code: "91320199MA1KY0004H",
    contact: "尤佳，025-55512004",
    account: Some(("3201019936000001021", "江东商业银行工业园支行")),
    members: &[("尤佳", ALONE)],
    ..SMALL_FIRM
};

/// Makes disinfectant.
const DISINFECTANT_MAKER: Sketch = Sketch {
    part: "disinfectant-maker",
    name: "江东洁源消毒用品有限公司",
    code: "91320199MA1KY0005L",
    contact: "许清，025-55512005",
    account: Some(("3201019936000001028", "江东商业银行工业园支行")),
    members: &[("许清", ALONE)],
    ..SMALL_FIRM
};

/// Supplies the grid with cables.
const CABLE_MAKER: Sketch = Sketch {
    part: "cable-maker",
    name: "江东电缆有限公司",
    code: "91320199MA1DLX001W",
    contact: "蓝天，025-55512006",
    account: Some(("3201019936000001035", "江东商业银行工业园支行")),
    members: &[("蓝天", ALONE)],
    ..SMALL_FIRM
};

/// Supplies the grid with transformers.
const TRANSFORMER_MAKER: Sketch = Sketch {
    part: "transformer-maker",
    name: "江东变压器有限公司",
    code: "91320199MA1BYQ0024",
    contact: "卞勇，025-55512007",
    account: Some(("3201019936000001042", "江东商业银行工业园支行")),
    members: &[("卞勇", ALONE)],
    ..SMALL_FIRM
};

/// Supplies the grid with meters.
const METER_MAKER: Sketch = Sketch {
    part: "meter-maker",
    name: "江东电能表有限公司",
    code: "91320199MA1DBX003D",
    contact: "纪亮，025-55512008",
    account: Some(("3201019936000001049", "江东商业银行工业园支行")),
    members: &[("纪亮", ALONE)],
    ..SMALL_FIRM
};

/// Supplies the maker of cables with copper.
const COPPER_MILL: Sketch = Sketch {
    part: "copper-mill",
    name: "江东铜材有限公司",
    code: "91320199MA1TGX004Q",
    contact: "童瑶，025-55512009",
    account: Some(("3201019936000001056", "江东商业银行工业园支行")),
    members: &[("童瑶", ALONE)],
    ..SMALL_FIRM
};

/// Supplies the maker of transformers with silicon steel.
const SILICON_STEEL_MILL: Sketch = Sketch {
    part: "silicon-steel-mill",
    name: "江东硅钢有限公司",
    code: "91320199MA1GGX0052",
    contact: "桂芳，025-55512010",
    account: Some(("3201019936000001063", "江东商业银行工业园支行")),
    members: &[("桂芳", ALONE)],
    ..SMALL_FIRM
};

/// Makes steel, with much electricity.
const STEELWORKS: Sketch = Sketch {
    part: "steelworks",
    name: "江东特钢有限公司",
    code: "91320199MA1GTF001X",
    contact: "金铎，025-55513001",
    members: &[("金铎", MAKER), ("石坚", CHECKER)],
    ..FACTORY
};

/// Makes aluminium, with much electricity.
const SMELTER: Sketch = Sketch {
    part: "smelter",
    name: "江东铝业有限公司",
    code: "91320199MA1HXF002T",
    contact: "吕铮，025-55513002",
    members: &[("吕铮", MAKER), ("白帆", CHECKER)],
    ..FACTORY
};

/// Makes glass, with much electricity.
const GLASSWORKS: Sketch = Sketch {
    part: "glassworks",
    name: "江东玻璃有限公司",
    code: "91320199MA1LYF003D",
    contact: "陶然，025-55513003",
    members: &[("陶然", MAKER), ("叶青", CHECKER)],
    ..FACTORY
};

/// All of them.
#[cfg(test)]
pub(in crate::demo) const SKETCHES: [&Sketch; 16] = [
    &GRID,
    &MASK_MAKER,
    &SUIT_MAKER,
    &GOGGLE_MAKER,
    &GLOVE_MAKER,
    &DISINFECTANT_MAKER,
    &STEELWORKS,
    &SMELTER,
    &GLASSWORKS,
    &CABLE_MAKER,
    &TRANSFORMER_MAKER,
    &METER_MAKER,
    &COPPER_MILL,
    &SILICON_STEEL_MILL,
    &BANK,
    &ASSET_MANAGER,
];

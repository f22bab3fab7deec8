//! Dividing an amount without losing or making a minor unit.

use std::cmp::Reverse;

use super::{Money, MoneyError};

impl Money {
    /// Divides the amount in proportion to the weights, by the largest-remainder method.
    ///
    /// The parts sum exactly to the amount. Each is its exact share rounded toward zero, and the minor units left
    /// over go one each to the parts that lost most by that, of equals to the earlier. To divide pro rata by
    /// amounts, give their minor units as weights.
    pub fn split(self, weights: &[u64]) -> Result<Vec<Self>, MoneyError> {
        let total: u128 = weights.iter().copied().map(u128::from).sum();
        if total == 0 {
            return Err(MoneyError::NoWeights);
        }
        let amount = u128::from(self.minor.unsigned_abs());
        // Both factors have 64 bits, so the product fits in 128.
        let products = weights.iter().map(|&weight| amount * u128::from(weight));
        let (mut shares, remainders): (Vec<u128>, Vec<u128>) =
            products.map(|product| (product / total, product % total)).unzip();

        let left_over = amount - shares.iter().sum::<u128>();
        let mut order: Vec<_> = shares.iter_mut().zip(remainders).collect();
        order.sort_by_key(|(_, remainder)| Reverse(*remainder));
        for (share, _) in order.into_iter().zip(0..left_over).map(|(entry, _)| entry) {
            *share += 1;
        }
        shares.into_iter().map(|share| self.signed(share)).collect()
    }

    /// So many minor units with the sign of this amount.
    fn signed(self, share: u128) -> Result<Self, MoneyError> {
        let share = i128::try_from(share).map_err(|_| MoneyError::TooLarge)?;
        let minor = if self.is_negative() { -share } else { share };
        self.with(i64::try_from(minor).ok())
    }
}

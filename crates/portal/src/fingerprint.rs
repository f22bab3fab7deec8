//! A key's thumbprint as two people compare it by telephone.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tallystick_base::Thumbprint;

/// How many bytes stand in a group.
const GROUP: usize = 2;

/// Its 32 bytes as sixteen groups of four hexadecimal digits: what the script of the other side shows.
pub(crate) fn fingerprint(kid: &Thumbprint) -> String {
    let bytes = URL_SAFE_NO_PAD.decode(kid.as_str()).unwrap_or_default();
    let groups: Vec<String> = bytes.chunks(GROUP).map(hex::encode).collect();
    groups.join(" ")
}

/// The first four groups, by which one tells keys apart in a list.
pub(crate) fn short(kid: &Thumbprint) -> String {
    fingerprint(kid).chars().take(19).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_sixteen_groups_of_four() {
        let kid = Thumbprint::from_digest(std::array::from_fn(|at| u8::try_from(at).unwrap()));
        let text = fingerprint(&kid);
        assert!(text.starts_with("0001 0203 0405 0607 0809"), "{text}");
        assert_eq!(text.split(' ').count(), 16);
        assert_eq!(short(&kid), "0001 0203 0405 0607");
    }
}

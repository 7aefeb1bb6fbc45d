use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How far an address reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The whole internet.
    Global,
    /// This machine or its own network; what it is called.
    Local(&'static str),
    /// Nothing that could serve a page; what it is called.
    Nowhere(&'static str),
}

use Reach::{Global, Local, Nowhere};

/// How far an address reaches, by the IANA registries of special-purpose addresses (RFC 6890) as of 2025.
///
/// In IPv6 only 2000::/3 is given out as global unicast, so everything else counts as local or nowhere. An
/// IPv6 address that carries an IPv4 one reaches as far as that does, because it is where packets end.
pub(crate) fn reach(address: IpAddr) -> Reach {
    match address {
        IpAddr::V4(address) => reach_v4(address),
        IpAddr::V6(address) => reach_v6(address),
    }
}

fn reach_v4(address: Ipv4Addr) -> Reach {
    const BLOCKS: &[(Ipv4Addr, u32, Reach)] = &[
        (Ipv4Addr::new(0, 0, 0, 0), 32, Nowhere("unspecified")),
        (Ipv4Addr::new(0, 0, 0, 0), 8, Nowhere("reserved")),
        (Ipv4Addr::new(10, 0, 0, 0), 8, Local("private")),
        (Ipv4Addr::new(100, 64, 0, 0), 10, Local("carrier-grade NAT")),
        (Ipv4Addr::new(127, 0, 0, 0), 8, Local("loopback")),
        (Ipv4Addr::new(169, 254, 0, 0), 16, Local("link-local")),
        (Ipv4Addr::new(172, 16, 0, 0), 12, Local("private")),
        (Ipv4Addr::new(192, 0, 0, 0), 24, Nowhere("reserved")),
        (Ipv4Addr::new(192, 0, 2, 0), 24, Nowhere("documentation")),
        (Ipv4Addr::new(192, 88, 99, 0), 24, Nowhere("reserved")),
        (Ipv4Addr::new(192, 168, 0, 0), 16, Local("private")),
        (Ipv4Addr::new(198, 18, 0, 0), 15, Nowhere("benchmarking")),
        (Ipv4Addr::new(198, 51, 100, 0), 24, Nowhere("documentation")),
        (Ipv4Addr::new(203, 0, 113, 0), 24, Nowhere("documentation")),
        (Ipv4Addr::new(224, 0, 0, 0), 4, Nowhere("multicast")),
        (Ipv4Addr::BROADCAST, 32, Nowhere("broadcast")),
        (Ipv4Addr::new(240, 0, 0, 0), 4, Nowhere("reserved")),
    ];
    let within = |&&(block, length, _): &&(Ipv4Addr, u32, Reach)| {
        (address.to_bits() ^ block.to_bits()).checked_shr(32 - length).unwrap_or(0) == 0
    };
    BLOCKS.iter().find(within).map_or(Global, |&(_, _, reach)| reach)
}

fn reach_v6(address: Ipv6Addr) -> Reach {
    let bits = address.to_bits();
    // The four bytes that end `below` bits from the right.
    let carried = |below: u32| reach_v4(Ipv4Addr::from_bits((bits >> below) as u32));
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => Nowhere("unspecified"),
        [0, 0, 0, 0, 0, 0, 0, 1] => Local("loopback"),
        [0, 0, 0, 0, 0, 0xFFFF, ..] => carried(0),
        // Compatible addresses (RFC 4291, section 2.5.5.1) are out of use, yet some systems dial them.
        [0, 0, 0, 0, 0, 0, ..] => narrower(carried(0), Nowhere("reserved")),
        [0x64, 0xFF9B, 0, 0, 0, 0, ..] => carried(0),
        [0x64, 0xFF9B, 1, ..] => Local("private"),
        [0xFC00..=0xFDFF, ..] => Local("private"),
        [0xFE80..=0xFEBF, ..] => Local("link-local"),
        [0xFEC0..=0xFEFF, ..] => Local("site-local"),
        [0xFF00..=0xFFFF, ..] => Nowhere("multicast"),
        // 6to4 (RFC 3056) carries the address of its router.
        [0x2002, ..] => carried(80),
        // Teredo (RFC 4380) carries its server's address and, with every bit turned, its client's.
        [0x2001, 0, ..] => narrower(carried(64), reach_v4(Ipv4Addr::from_bits(!(bits as u32)))),
        [0x2001, 0x2, 0, ..] => Nowhere("benchmarking"),
        [0x2001, 0xDB8, ..] => Nowhere("documentation"),
        [0x2001, 0..=0x1FF, ..] => Nowhere("reserved"),
        [0x3FFF, 0..=0xFFF, ..] => Nowhere("documentation"),
        [0x2000..=0x3FFF, ..] => Global,
        _ => Nowhere("reserved"),
    }
}

/// The one of two that reaches less far; the first when both are not global.
fn narrower(one: Reach, other: Reach) -> Reach {
    if one == Global { other } else { one }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_ends_where_the_registry_says() {
        for (reach_expected, addresses) in [
            (
                Global,
                "1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255 \
                 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.0.3.0 192.88.98.255 192.88.100.0 192.167.255.255 \
                 192.169.0.0 198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255 203.0.114.0 \
                 223.255.255.255 2000:: 2606:4700::1 2001:200:: 2001:db7:: 2001:db9:: 3ffe::1 3fff:1000:: 2a00:1450::",
            ),
            (
                Local("loopback"),
                "127.0.0.1 127.0.0.2 127.255.255.255 ::1 ::ffff:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1::",
            ),
            (
                Local("private"),
                "10.0.0.0 10.255.255.255 172.16.0.0 172.31.255.255 192.168.0.0 192.168.255.255 fc00:: fd12:3456::1 \
                 fdff:ffff:: ::ffff:10.0.0.1 ::10.0.0.1 64:ff9b::10.1.2.3 64:ff9b:1::1 2002:c0a8:101::1",
            ),
            (Local("carrier-grade NAT"), "100.64.0.0 100.127.255.255 ::ffff:100.64.0.1"),
            (
                Local("link-local"),
                "169.254.0.0 169.254.169.254 fe80::1 febf:ffff:: ::ffff:169.254.169.254 2002:a9fe:a9fe::",
            ),
            (Local("site-local"), "fec0::1"),
            (Nowhere("unspecified"), "0.0.0.0 :: ::ffff:0.0.0.0 64:ff9b::"),
            (
                Nowhere("documentation"),
                "192.0.2.1 198.51.100.1 203.0.113.255 2001:db8::1 3fff::1 3fff:fff::1",
            ),
            (Nowhere("benchmarking"), "198.18.0.0 198.19.255.255 2001:2::1"),
            (Nowhere("multicast"), "224.0.0.1 239.255.255.255 ff02::1 ff0e::1"),
            (Nowhere("broadcast"), "255.255.255.255"),
            (
                Nowhere("reserved"),
                "0.0.0.1 0.255.255.255 192.0.0.1 192.88.99.1 240.0.0.0 255.255.255.254 ::2:0:0 ::8.8.8.8 100::1 5f00::1 \
                 4000::1 2001:1::1 2001:10::1 2001:20::1 2001:1ff::1 64:ff9b:2::1 fe00::1",
            ),
            // Teredo: server 65.54.227.120, client 192.0.2.45, then client 127.0.0.1, then server 10.0.0.1.
            (Nowhere("documentation"), "2001:0:4136:e378:8000:63bf:3fff:fdd2"),
            (Local("loopback"), "2001:0:4136:e378:8000:63bf:80ff:fffe"),
            (Local("private"), "2001:0:a00:1:8000:63bf:80ff:fffe"),
            (Global, "2001:0:4136:e378:8000:63bf:f7f7:f7f7 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2002:808:808::1"),
        ] {
            for address in addresses.split_whitespace() {
                assert_eq!(reach(address.parse().unwrap()), reach_expected, "{address}");
            }
        }
    }
}

//! Which addresses a target may be at.
//!
//! An operator of one inbox must not reach, by way of the relay, what only the relay's own network
//! can reach: databases, routers, the cloud's metadata service. What counts is the address that is
//! connected to, not the name: a name may resolve to something else at the next look.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use crate::error::{Error, Result};

/// The addresses that may be connected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Allowed {
    /// Those of the internet.
    Public,
    /// All: the operator allows private ones.
    Any,
    /// Those of the own network: the operator allows them, and the URL is without TLS.
    Private,
}

impl Allowed {
    pub(super) fn of(url: &Url, allow_private: bool) -> Self {
        match (url.scheme(), allow_private) {
            (_, false) => Self::Public,
            ("https", true) => Self::Any,
            (_, true) => Self::Private,
        }
    }

    fn has(self, address: IpAddr) -> bool {
        match self {
            Self::Public => is_public(address),
            Self::Any => true,
            Self::Private => !is_public(address),
        }
    }

    /// Whether the URL's host may be tried: an address that is allowed, or a name, which is
    /// resolved and checked when the connection is made.
    pub(super) fn has_host_of(self, url: &Url) -> bool {
        match url.host() {
            Some(Host::Ipv4(address)) => self.has(address.into()),
            Some(Host::Ipv6(address)) => self.has(address.into()),
            Some(Host::Domain(_)) => true,
            None => false,
        }
    }
}

/// Checks what can be checked of a URL before it is used.
///
/// # Errors
/// If it is not one that may ever be posted to.
pub(crate) fn check_url(url: &Url, allow_private: bool) -> Result<()> {
    let invalid = |what: &str| Err(Error::Invalid(what.to_owned()));
    match url.scheme() {
        "https" => {}
        "http" if allow_private => {}
        "http" => return invalid("a target begins with https://"),
        _ => return invalid("a target is an https:// URL"),
    }
    if Allowed::of(url, allow_private).has_host_of(url) {
        Ok(())
    } else if allow_private {
        invalid("plain http:// is for private addresses only")
    } else {
        invalid("this is a private address; --allow-private allows it")
    }
}

/// Resolves names, and gives only the addresses that may be connected to.
#[derive(Debug)]
pub(super) struct Resolver(pub(super) Allowed);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let found: Vec<SocketAddr> = found.filter(|found| allowed.has(found.ip())).collect();
            if found.is_empty() {
                return Err(NotAllowed.into());
            }
            let addresses: Addrs = Box::new(found.into_iter());
            Ok(addresses)
        })
    }
}

/// A name of which no address may be connected to.
#[derive(Debug, thiserror::Error)]
#[error("the address is not allowed")]
pub(super) struct NotAllowed;

/// Whether an address belongs to a host on the internet.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// All but the IANA's special-purpose addresses, and the address at which Azure serves metadata.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = match address.octets() {
        [0 | 10 | 127 | 224..=255, ..]
        | [100, 64..=127, ..]
        | [169, 254, ..]
        | [172, 16..=31, ..]
        | [192, 0, 0 | 2, _]
        | [192, 88, 99, _]
        | [192, 168, ..]
        | [198, 18 | 19, ..]
        | [198, 51, 100, _]
        | [203, 0, 113, _] => true,
        octets => octets == [168, 63, 129, 16],
    };
    !special
}

/// Global unicast, but for what is special in it; what carries an IPv4 address is judged by that.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match (a, b) {
        // ::ffff:0:0/96, mapped.
        (0, 0) if (c, d, e, f) == (0, 0, 0, 0xffff) => embedded(g, h),
        // 64:ff9b::/96, translated by NAT64.
        (0x64, 0xff9b) if (c, d, e, f) == (0, 0, 0, 0) => embedded(g, h),
        // 2002::/16, 6to4.
        (0x2002, _) => embedded(b, c),
        // 2001::/23, protocol assignments such as Teredo; 2001:db8::/32, documentation.
        (0x2001, 0..=0x01ff | 0x0db8) => false,
        // 3fff::/20, documentation.
        (0x3fff, 0..=0x0fff) => false,
        (0x2000..=0x3fff, _) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_recognised_in_every_form() {
        for private in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.100.100.200",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            let address: IpAddr = private.parse().unwrap();
            assert!(!is_public(address), "{private} is private");
            assert!(Allowed::Private.has(address) && Allowed::Any.has(address));
        }
        for public in [
            "1.1.1.1",
            "100.128.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "2606:4700::1111",
            "::ffff:1.1.1.1",
            "64:ff9b::1.1.1.1",
        ] {
            let address: IpAddr = public.parse().unwrap();
            assert!(is_public(address), "{public} is public");
            assert!(!Allowed::Private.has(address), "{public} needs TLS");
        }
    }

    #[test]
    fn urls_are_checked_whatever_way_the_address_is_written() {
        let check = |url: &str, allow| check_url(&url.parse().unwrap(), allow);
        assert!(check("https://hooks.example/x?token=1", false).is_ok());
        for refused in [
            "http://hooks.example/x",
            "ftp://hooks.example/x",
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
        ] {
            assert!(check(refused, false).is_err(), "{refused}");
        }
        for allowed in ["http://10.0.0.1:5678/", "https://127.0.0.1/", "http://n8n/"] {
            assert!(check(allowed, true).is_ok(), "{allowed}");
        }
        assert!(check("http://1.1.1.1/", true).is_err(), "not without TLS");
    }

    #[tokio::test]
    async fn a_name_that_resolves_to_a_private_address_is_refused() {
        let resolve = async |allowed| {
            let name = "localhost".parse().unwrap();
            Resolver(allowed).resolve(name).await.map(Iterator::count)
        };
        let refused = resolve(Allowed::Public).await.unwrap_err();
        assert!(refused.is::<NotAllowed>(), "{refused}");
        assert!(resolve(Allowed::Private).await.unwrap() > 0, "allowed");
    }
}

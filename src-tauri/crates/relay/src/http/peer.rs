//! Who is calling.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

/// The other end of the connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);

impl Peer {
    /// The caller's address: the connection's, or if that is a trusted proxy, the last address in
    /// `X-Forwarded-For` that is not one. What stands further left anybody may have written.
    pub(crate) fn address(self, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
        let mut address = self.0.ip().to_canonical();
        let forwarded: Vec<&str> = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .collect();
        for hop in forwarded.iter().rev() {
            if !trusted.iter().any(|network| network.contains(&address)) {
                break;
            }
            let Ok(before) = hop.trim().parse::<IpAddr>() else {
                break;
            };
            address = before.to_canonical();
        }
        address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let trusted: Vec<IpNet> = trusted
            .iter()
            .map(|network| network.parse().unwrap())
            .collect();
        let peer = Peer(SocketAddr::new(peer.parse().unwrap(), 1));
        peer.address(&headers, &trusted).to_string()
    }

    #[test]
    fn a_forwarded_address_is_believed_only_of_a_trusted_proxy() {
        let proxy = &["10.0.0.0/8"];
        assert_eq!(
            address("10.0.0.1", &["192.0.2.7"], proxy),
            "192.0.2.7",
            "trusted"
        );
        assert_eq!(
            address("192.0.2.9", &["192.0.2.7"], proxy),
            "192.0.2.9",
            "a stranger"
        );
        assert_eq!(
            address("10.0.0.1", &["192.0.2.7"], &[]),
            "10.0.0.1",
            "nobody is trusted"
        );
    }

    #[test]
    fn what_a_caller_writes_into_the_header_does_not_hide_its_address() {
        let proxy = &["10.0.0.0/8"];
        assert_eq!(
            address("10.0.0.1", &["203.0.113.5, 192.0.2.7"], proxy),
            "192.0.2.7",
            "the proxy appended the true one"
        );
        assert_eq!(
            address("10.0.0.1", &["203.0.113.5", "192.0.2.7, 10.0.0.2"], proxy),
            "192.0.2.7",
            "through two proxies and two header lines"
        );
        assert_eq!(
            address("10.0.0.1", &["nonsense"], proxy),
            "10.0.0.1",
            "unreadable"
        );
        assert_eq!(
            address("::ffff:10.0.0.1", &["192.0.2.7"], proxy),
            "192.0.2.7",
            "mapped"
        );
    }
}

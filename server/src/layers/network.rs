//! Turns the address of a connection into a keyed hash of its network, and forgets the address (P9).
//!
//! The hash is made of the /24 (IPv4) or /48 (IPv6) prefix with the key of the day ([`DailyKey`]). It serves the limits and is never stored, logged or shown. Nothing else in the program ever sees
//! an address.

use crate::daily::DailyKey;
use app::kit::headers::items_of;
use app::kit::who::Network;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Every header with which a proxy or a browser could carry an address further in.
const CARRIERS: [&str; 6] =
    ["x-forwarded-for", "forwarded", "x-real-ip", "cf-connecting-ip", "true-client-ip", "x-client-ip"];

/// Hashes networks with the key of the day.
pub struct Networks {
    names: Arc<DailyKey>,
    behind_proxy: bool,
}

impl Networks {
    /// `behind_proxy`: the connection is a proxy's, and the proxy says who is behind it.
    pub fn new(names: Arc<DailyKey>, behind_proxy: bool) -> Self {
        Self { names, behind_proxy }
    }

    /// The hash of the network that `address` is in.
    pub fn hash(&self, address: IpAddr) -> Network {
        Network(self.names.name(&prefix(address)))
    }

    /// Finds the address the request comes from: behind a proxy the last address in `X-Forwarded-For`, which the proxy itself
    /// wrote; everything before it is what the client claimed.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        if !self.behind_proxy {
            return peer;
        }
        let last = headers.get_all(FORWARDED).iter().next_back();
        let said = last.and_then(|line| items_of(line, ',').rfind(|item| !item.is_empty()));
        said.and_then(address).unwrap_or(peer)
    }
}

/// The address in an item, however a proxy wraps it: in quotes or brackets, with a port, with the zone of a link-local one.
fn address(item: &str) -> Option<IpAddr> {
    let item = item.trim_matches('"').trim();
    let item = match item.split_once('%') {
        Some((address, zone)) => {
            let behind = zone.find(']').map_or("", |end| &zone[end..]);
            [address, behind].concat()
        }
        None => item.to_owned(),
    };
    let within = item.strip_prefix('[').and_then(|item| item.split(']').next());
    let port = || item.parse::<SocketAddr>().ok().map(|address| address.ip());
    within.unwrap_or(&item).parse().ok().or_else(port)
}

/// The first 24 bits of an IPv4 address, the first 48 of an IPv6 address.
pub fn prefix(address: IpAddr) -> [u8; 7] {
    let mut out = [0; 7];
    match address.to_canonical() {
        IpAddr::V4(four) => {
            out[0] = 4;
            out[1..4].copy_from_slice(&four.octets()[..3]);
        }
        IpAddr::V6(six) => {
            out[0] = 6;
            out[1..].copy_from_slice(&six.octets()[..6]);
        }
    }
    out
}

/// The layer.
pub async fn hash(State(networks): State<Arc<Networks>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions_mut().remove::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::from([127, 0, 0, 1]), |ConnectInfo(address)| address.ip());
    let network = networks.hash(networks.client(peer, request.headers()));
    for carrier in CARRIERS {
        request.headers_mut().remove(carrier);
    }
    request.extensions_mut().insert(network);
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entropy::Seeded;
    use domain::time::FixedClock;

    fn networks(behind_proxy: bool) -> (Arc<FixedClock>, Networks) {
        let clock = Arc::new(FixedClock::at("2026-11-21T12:00:00Z".parse().expect("a time")));
        (clock.clone(), Networks::new(Arc::new(DailyKey::new(clock, Arc::new(Seeded::new(1)))), behind_proxy))
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn neighbours_are_one_network_and_strangers_are_not() {
        let (_, networks) = networks(false);
        let hash = |text| networks.hash(ip(text)).0;
        assert_eq!(hash("198.51.100.23"), hash("198.51.100.200"));
        assert_eq!(hash("198.51.100.23"), hash("::ffff:198.51.100.7"));
        assert_ne!(hash("198.51.100.23"), hash("198.51.101.23"));
        assert_eq!(hash("2001:db8:1::1"), hash("2001:db8:1:ffff::9"));
        assert_ne!(hash("2001:db8:1::1"), hash("2001:db8:2::1"));
    }

    #[test]
    fn tomorrow_the_same_network_has_another_hash() {
        let (clock, networks) = networks(false);
        let today = networks.hash(ip("198.51.100.23")).0;
        assert_eq!(networks.hash(ip("198.51.100.23")).0, today);
        clock.forward(chrono::Duration::days(1));
        assert_ne!(networks.hash(ip("198.51.100.23")).0, today);
    }

    #[test]
    fn the_proxy_is_believed_only_when_told_to_and_only_its_own_word() {
        let claimed =
            HeaderMap::from_iter([(FORWARDED, "203.0.113.9, 198.51.100.23".parse().expect("a value"))]);
        let peer = ip("10.0.0.1");
        assert_eq!(networks(false).1.client(peer, &claimed), peer);
        assert_eq!(networks(true).1.client(peer, &claimed), ip("198.51.100.23"));
        assert_eq!(networks(true).1.client(peer, &HeaderMap::new()), peer);
        let six = "2001:db8:1::1";
        for (said, client) in [
            ("198.51.100.23:4711", "198.51.100.23"),
            ("203.0.113.9, 198.51.100.23,", "198.51.100.23"),
            ("198.51.100.23 , ,", "198.51.100.23"),
            ("\"198.51.100.23\"", "198.51.100.23"),
            ("\"198.51.100.23:80\"", "198.51.100.23"),
            (six, six),
            ("[2001:db8:1::1]", six),
            ("[2001:db8:1::1]:443", six),
            ("\"[2001:db8:1::1]:443\"", six),
            ("2001:db8:1::1%eth0", six),
            ("[2001:db8:1::1%25eth0]:443", six),
            ("::ffff:198.51.100.23", "::ffff:198.51.100.23"),
            // What is no address is nobody's word.
            ("203.0.113.9, unknown", "10.0.0.1"),
            ("203.0.113.9, [", "10.0.0.1"),
            (",", "10.0.0.1"),
            ("", "10.0.0.1"),
        ] {
            let headers = HeaderMap::from_iter([(FORWARDED, said.parse().expect("a value"))]);
            assert_eq!(networks(true).1.client(peer, &headers), ip(client), "{said}");
        }
        let foreign = http::HeaderValue::from_bytes(b"zo\xc3\xab, 198.51.100.23").expect("a value");
        let headers = HeaderMap::from_iter([(FORWARDED, foreign)]);
        assert_eq!(networks(true).1.client(peer, &headers), ip("198.51.100.23"));
    }
}

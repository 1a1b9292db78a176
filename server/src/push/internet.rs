//! The way out: to port 443 of a public address, encrypted, for a name that Mozilla's roots vouch for. Which names is
//! decided before (`domain::push::Services`); that they lead to no machine of the operator is made sure of here.

use super::{Dial, Wire};
use app::kit::state::BoxFuture;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

const PORT: u16 = 443;

/// Real push services.
pub struct Internet(TlsConnector);

impl Internet {
    /// With the roots of this program: those of the machine are not asked.
    pub fn new() -> Self {
        let roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .expect("ring speaks TLS 1.2 and 1.3")
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self(TlsConnector::from(Arc::new(config)))
    }
}

impl Default for Internet {
    fn default() -> Self {
        Self::new()
    }
}

impl Dial for Internet {
    fn dial<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Wire>> {
        Box::pin(async move {
            let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
            let found: Vec<SocketAddr> = lookup_host((host, PORT)).await?.collect();
            let mut failed = io::Error::other("it has no public address");
            for address in found.into_iter().filter(|address| is_public(address.ip())) {
                match TcpStream::connect(address).await {
                    Ok(wire) => return Ok(Box::new(self.0.connect(name, wire).await?) as Wire),
                    Err(why) => failed = why,
                }
            }
            Err(failed)
        })
    }
}

/// Tells whether an address belongs to the public network (RFC 6890), so that no name, whoever answers for it, leads to this
/// machine or to its neighbours.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => is_public_v4(v4),
            None => is_public_v6(v6),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        // Shared by customers of one provider; protocol assignments; measuring between networks.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b)))
}

/// Global unicast, without the parts of it that lead to addresses of version 4 or are for documents.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    (0x2000..0x4000).contains(&a) && a != 0x2002 && !(a == 0x2001 && (b < 0x200 || b == 0xdb8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_ones_own_network_are_not_public() {
        for own in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "192.0.0.1",
            "198.18.0.1",
            "203.0.113.5",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001:db8::1",
            "2001::1",
            "::127.0.0.1",
        ] {
            assert!(!is_public(own.parse().expect("an address")), "{own}");
        }
        for public in ["142.250.179.138", "17.57.146.1", "2a00:1450:400e:80f::200a", "2620:149:a44::1"] {
            assert!(is_public(public.parse().expect("an address")), "{public}");
        }
    }

    /// A name on the list that leads home, by mistake or by somebody who answers for it, is not spoken to.
    #[tokio::test]
    async fn a_name_that_leads_home_is_not_dialled() {
        let refused = Internet::new().dial("localhost").await.err().expect("refused");
        assert_eq!(refused.to_string(), "it has no public address");
    }
}

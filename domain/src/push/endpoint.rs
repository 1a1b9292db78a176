//! Where a browser is reached: an address at one of a few services, and nothing else that a server could be made to ask.

use crate::faults::Fault;
use std::fmt;

/// The longest address at a push service, in bytes.
pub const ENDPOINT_MAX: usize = 480;

/// Hosts to which this server speaks, and no other: the addresses come from browsers, so a list is what keeps them
/// from leading into the operator's own network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Services(Vec<String>);

impl Services {
    /// The services of Chrome and its kin, Firefox, Safari and Edge.
    pub const USUAL: &'static str =
        "fcm.googleapis.com,*.push.services.mozilla.com,*.push.apple.com,*.notify.windows.com";

    /// Reads host names between commas; `*.` at the beginning stands for any name below. `None` when one is no host name.
    pub fn parse(text: &str) -> Option<Self> {
        let names: Vec<String> = text.split(',').map(|name| name.trim().to_owned()).collect();
        let is_host = |name: &String| {
            let name = name.strip_prefix("*.").unwrap_or(name);
            name.contains('.') && is_host_name(name)
        };
        names.iter().all(is_host).then_some(Self(names))
    }

    /// Tells whether this server may speak to `host`.
    pub fn know(&self, host: &str) -> bool {
        self.0.iter().any(|name| match name.strip_prefix('*') {
            Some(ending) => host.len() > ending.len() && host.ends_with(ending),
            None => host == name,
        })
    }
}

impl fmt::Display for Services {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(", "))
    }
}

fn is_host_name(name: &str) -> bool {
    name.len() <= 253
        && name.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
        // Four numbers would be an address, which no certificate of a push service is for.
        && !name.rsplit('.').next().is_some_and(|label| label.bytes().all(|c| c.is_ascii_digit()))
}

/// The address at which a browser can be reached, at one of the [`Services`]. Who has it can make that browser show a
/// message, and the service knows whose it is; so it is stored sealed and never shown or logged.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Endpoint {
    whole: String,
    host_ends: usize,
}

const SCHEME: &str = "https://";

impl Endpoint {
    /// Reads an address as a browser gives it. Nothing but `https`, a host that `services` know, and a path.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none, [`Fault::UnknownService`] for everything else.
    pub fn parse(text: &str, services: &Services) -> Result<Self, Fault> {
        if text.is_empty() {
            return Err(Fault::Missing);
        }
        Self::read(text).filter(|read| services.know(read.host())).ok_or(Fault::UnknownService)
    }

    /// An address that was accepted before; whether its service is still known is asked again when it is used.
    pub fn read(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(SCHEME)?;
        let (host, path) = rest.split_at(rest.find('/')?);
        let plain = |c: u8| c.is_ascii_alphanumeric() || b"/-._~:%+=,;!*()@$&'?".contains(&c);
        let fits = text.len() <= ENDPOINT_MAX && is_host_name(host) && path.bytes().all(plain);
        fits.then(|| Self { whole: text.to_owned(), host_ends: SCHEME.len() + host.len() })
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.whole
    }

    /// `https://` and the host: to whom a message is signed.
    pub fn origin(&self) -> &str {
        &self.whole[..self.host_ends]
    }

    /// The host.
    pub fn host(&self) -> &str {
        &self.whole[SCHEME.len()..self.host_ends]
    }

    /// Returns the part behind the host.
    pub fn path(&self) -> &str {
        &self.whole[self.host_ends..]
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Endpoint(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn usual() -> Services {
        Services::parse(Services::USUAL).expect("hosts")
    }

    #[test]
    fn the_services_of_the_usual_browsers_are_known() {
        for address in [
            "https://fcm.googleapis.com/fcm/send/dEF_gh-1:APA91bHun4",
            "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABk%3D",
            "https://web.push.apple.com/QGuQyavXutnMH",
            "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAD%2b",
        ] {
            let endpoint = Endpoint::parse(address, &usual()).expect(address);
            assert_eq!(format!("{}{}", endpoint.origin(), endpoint.path()), address);
            assert_eq!(format!("https://{}", endpoint.host()), endpoint.origin());
            assert_eq!(format!("{endpoint:?}"), "Endpoint(hidden)");
        }
    }

    /// Every way known to us to make a server speak to somebody else.
    #[test]
    fn an_address_leads_nowhere_else() {
        assert_eq!(Endpoint::parse("", &usual()), Err(Fault::Missing));
        let long = format!("https://fcm.googleapis.com/{}", "a".repeat(ENDPOINT_MAX));
        for address in [
            "http://fcm.googleapis.com/x",
            "https://fcm.googleapis.com",
            "https://fcm.googleapis.com:8443/x",
            "https://fcm.googleapis.com.evil.example/x",
            "https://evilfcm.googleapis.com/x",
            "https://push.apple.com/x",
            "https://.push.apple.com/x",
            "https://evilpush.apple.com/x",
            "https://fcm.googleapis.com@evil.example/x",
            "https://evil.example#fcm.googleapis.com/x",
            "https://evil.example\\@fcm.googleapis.com/x",
            "https://FCM.googleapis.com/x",
            "https://127.0.0.1/x",
            "https://[::1]/x",
            "https://localhost/x",
            "https://169.254.169.254/latest/meta-data/",
            "https://fcm.googleapis.com/x y",
            "https://fcm.googleapis.com/x\r\nHost: evil.example",
            "https://fcm.googleapis.com/\u{e9}",
            "file:///etc/passwd",
            "//fcm.googleapis.com/x",
            &long,
        ] {
            assert_eq!(Endpoint::parse(address, &usual()), Err(Fault::UnknownService), "{address}");
        }
    }

    #[test]
    fn a_list_of_services_holds_host_names_only() {
        for text in ["", "localhost", "https://a.example", "a.example,", "*.", "*", "1.2.3.4", "a b.example"]
        {
            assert_eq!(Services::parse(text), None, "{text}");
        }
        let own = Services::parse("push.example, *.push.example").expect("hosts");
        assert!(own.know("push.example") && own.know("eu.push.example") && !own.know("x.example"));
        assert_eq!(own.to_string(), "push.example, *.push.example");
    }

    proptest! {
        #[test]
        fn any_other_text_is_no_address(text in "\\PC{0,80}") {
            if let Ok(endpoint) = Endpoint::parse(&text, &usual()) {
                prop_assert!(usual().know(endpoint.host()));
            }
        }
    }
}

//! One message a day for whoever asked for it: empty, the same for everybody, at a part of the day that they chose
//! (anonymity 2.10). When it is sent follows from the day and from chance, never from what anybody did (T25).

use crate::faults::Fault;
use crate::time::{self, Month};
use chrono::{DateTime, Utc};
use std::fmt;

/// How many devices of one person may get the message.
pub const MOST: u8 = 6;
/// How many months after the one in which somebody asked the messages end by themselves.
pub const MONTHS: i32 = 6;
/// The longest address at a push service, in bytes.
pub const ENDPOINT_MAX: usize = 480;
/// Minutes in which all messages of one step are sent.
pub const STEP_MINUTES: u32 = 5;
/// How many steps a part of the day has: two hours.
pub const STEPS: u32 = 24;
/// Seconds for which a push service keeps a message for a phone that is off: what was sent at the end of an evening is
/// gone before [`QUIET_FROM`].
pub const TTL_SECONDS: u32 = 2 * 60 * 60;
/// From this Dutch hour on nothing arrives, until the first part of the next day.
pub const QUIET_FROM: u32 = 22;

/// When somebody wants to hear; all other hours are quiet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// From eight to ten.
    Morning,
    /// From one to three.
    Afternoon,
    /// From six to eight in the evening.
    Evening,
}

impl Part {
    /// All of them, in the order of the day.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    /// The word in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
        }
    }

    /// The part with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.slug() == slug)
    }

    /// The Dutch hour at which it begins; it lasts [`STEPS`] times [`STEP_MINUTES`].
    pub const fn begins(self) -> u32 {
        match self {
            Self::Morning => 8,
            Self::Afternoon => 13,
            Self::Evening => 18,
        }
    }

    /// Its place in [`Part::ALL`].
    pub const fn number(self) -> u8 {
        self as u8
    }
}

/// Five minutes of a part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which part.
    pub part: Part,
    /// Which of its [`STEPS`], from 0.
    pub number: u32,
}

impl Step {
    /// The step of a moment; `None` in the quiet hours.
    pub fn of(moment: DateTime<Utc>) -> Option<Self> {
        let minute = time::minute_of_day(moment);
        Part::ALL.into_iter().find_map(|part| {
            let number = minute.checked_sub(part.begins() * 60)? / STEP_MINUTES;
            (number < STEPS).then_some(Self { part, number })
        })
    }

    /// Its number among all steps of a day.
    pub fn of_day(self) -> i64 {
        i64::from(self.part.number()) * i64::from(STEPS) + i64::from(self.number)
    }

    /// This step and the earlier ones of its part.
    pub fn so_far(self) -> impl Iterator<Item = Self> {
        (0..=self.number).map(move |number| Self { number, ..self })
    }
}

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

    /// Whether this server may speak to `host`.
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

/// Where a browser can be reached, at one of the [`Services`]. Who has it can make that browser show a message, and the
/// service knows whose it is; so it is stored sealed and never shown or logged.
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

    /// What stands behind the host.
    pub fn path(&self) -> &str {
        &self.whole[self.host_ends..]
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Endpoint(hidden)")
    }
}

/// One device that gets the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Where it is reached.
    pub endpoint: Endpoint,
    /// When.
    pub part: Part,
    /// The month in which somebody asked for it.
    pub since: Month,
}

impl Subscription {
    /// Whether it is over by this month. Accounts that nobody can open any more would otherwise hear from us for ever.
    pub fn is_over(&self, now: Month) -> bool {
        let months = |month: Month| month.year * 12 + month.month as i32;
        months(now) - months(self.since) > MONTHS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn usual() -> Services {
        Services::parse(Services::USUAL).expect("hosts")
    }

    fn step(moment: &str) -> Option<(Part, u32)> {
        Step::of(moment.parse().expect("a moment")).map(|step| (step.part, step.number))
    }

    /// In Dutch hours, in winter and in summer.
    #[test]
    fn a_part_of_the_day_is_two_hours_in_steps() {
        for (moment, is) in [
            ("2026-01-15T06:59:59Z", None),
            ("2026-01-15T07:00:00Z", Some((Part::Morning, 0))),
            ("2026-01-15T07:05:00Z", Some((Part::Morning, 1))),
            ("2026-01-15T08:59:59Z", Some((Part::Morning, 23))),
            ("2026-01-15T09:00:00Z", None),
            ("2026-07-15T06:00:00Z", Some((Part::Morning, 0))),
            ("2026-07-15T11:00:00Z", Some((Part::Afternoon, 0))),
            ("2026-07-15T16:00:00Z", Some((Part::Evening, 0))),
            ("2026-07-15T17:59:59Z", Some((Part::Evening, 23))),
            ("2026-07-15T18:00:00Z", None),
            ("2026-07-15T23:00:00Z", None),
        ] {
            assert_eq!(step(moment), is, "{moment}");
        }
    }

    /// What a phone that was off gets at the last moment still comes before the night.
    #[test]
    fn nothing_arrives_in_the_quiet_hours() {
        for part in Part::ALL {
            let last = part.begins() * 60 + STEPS * STEP_MINUTES + TTL_SECONDS / 60;
            assert!(last <= QUIET_FROM * 60, "{part:?}");
            assert_eq!(Part::from_slug(part.slug()), Some(part));
        }
        assert_eq!(Part::from_slug("night"), None);
        let numbers: std::collections::BTreeSet<_> = Part::ALL
            .into_iter()
            .flat_map(|part| Step { part, number: STEPS - 1 }.so_far())
            .map(Step::of_day)
            .collect();
        assert_eq!(numbers.len(), 72);
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

    #[test]
    fn it_ends_half_a_year_later() {
        let month = |year, month| Month { year, month };
        let endpoint = Endpoint::read("https://fcm.googleapis.com/x").expect("an address");
        let asked = Subscription { endpoint, part: Part::Evening, since: month(2026, 11) };
        assert!(!asked.is_over(month(2026, 11)) && !asked.is_over(month(2027, 5)));
        assert!(asked.is_over(month(2027, 6)));
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

//! Settings that cannot work together refuse to start, each with a sentence that says what to do.

use super::{Settings, is_postgres};
use domain::push::Services;
use std::fmt;
use std::fs;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::path::Path;

/// A setting that stops the start: one or two sentences, the last of which says what to do.
#[derive(Clone, PartialEq, Eq)]
pub struct Wrong(pub String);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// As the sentence itself: `main` prints errors this way.
impl fmt::Debug for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Wrong {}

impl Settings {
    /// These settings with what follows from them filled in, once they are known to fit together. Makes the data
    /// folder when it is not there.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn verified(mut self) -> Result<Self, Wrong> {
        self.verify_origin()?;
        self.verify_metrics()?;
        self.verify_databases()?;
        self.verify_push()?;
        verify_folder(&self.data)?;
        Ok(self)
    }

    /// [`Settings::verified`] for a command about what is there: where nothing is, it makes nothing.
    ///
    /// # Errors
    /// When there is no database, or the first thing that is wrong.
    pub fn of_what_is_there(self) -> Result<Self, Wrong> {
        self.verify_databases()?;
        if self.is_new() {
            return wrong(format!(
                "There is no database in the data folder {}. Name the folder of the server (--data, or --config and its settings file); `health-thing serve` or `health-thing migrate` makes a new one.",
                self.data.display()
            ));
        }
        self.verified()
    }

    fn verify_origin(&mut self) -> Result<(), Wrong> {
        if self.origin.is_empty() {
            if !self.address.ip().is_loopback() {
                return wrong(format!(
                    "The server listens on {}, which other machines can reach, but `origin` is not set. Set it to the address in people's browsers, for example --origin https://health-thing.example.",
                    self.address
                ));
            }
            // The name of this machine stands for these addresses, and for no other of the machine's own.
            let has_name =
                self.address.ip() == Ipv4Addr::LOCALHOST || self.address.ip() == Ipv6Addr::LOCALHOST;
            self.origin = match has_name {
                true => format!("http://localhost:{}", self.address.port()),
                false => format!("http://{}", self.address),
            };
        }
        let rest = self.origin.strip_prefix("https://").or_else(|| self.origin.strip_prefix("http://"));
        match rest {
            Some(host)
                if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) && host.is_ascii() =>
            {
                self.origin.make_ascii_lowercase();
                Ok(())
            }
            _ => wrong(format!(
                "`origin` is `{}`, but must be https:// (or http://) and a host name, with nothing behind it. Write for example https://health-thing.example.",
                self.origin
            )),
        }
    }

    fn verify_metrics(&self) -> Result<(), Wrong> {
        if self.metrics_address == "off" {
            return Ok(());
        }
        match self.metrics_listener() {
            None => wrong(format!(
                "`metrics_address` is `{}`, but must be an address and port such as 127.0.0.1:9464, or off.",
                self.metrics_address
            )),
            Some(address) if address == self.address && address.port() != 0 => wrong(format!(
                "`metrics_address` and `address` are both {address}. Give the figures a port of their own, or set metrics_address to off."
            )),
            Some(_) => Ok(()),
        }
    }

    fn verify_push(&self) -> Result<(), Wrong> {
        if Services::parse(&self.push_services).is_none() {
            return wrong(format!(
                "`push_services` is `{}`, but must be host names between commas, such as {}. Leave it out for the usual ones, or set push to false.",
                self.push_services,
                Services::USUAL
            ));
        }
        if self.push_contact.is_empty() || can_be_reached(&self.push_contact) {
            return Ok(());
        }
        wrong(format!(
            "`push_contact` is `{}`, but must be mailto: and an address, or https:// and a page, of a name that exists: push services refuse others. Correct it, or leave it out.",
            self.push_contact
        ))
    }

    fn verify_databases(&self) -> Result<(), Wrong> {
        let given = [
            ("accounts_url", &self.accounts_url),
            ("community_url", &self.community_url),
            ("staff_url", &self.staff_url),
        ];
        for (name, url) in given {
            if !url.is_empty() && !is_postgres(url) && !url.starts_with("sqlite://") {
                return wrong(format!(
                    "`{name}` must begin with sqlite:// or postgres://. Correct it, or leave it out for files in the data folder."
                ));
            }
        }
        let (on, off): (Vec<_>, Vec<_>) = given.into_iter().partition(|(_, url)| is_postgres(url));
        if let (Some((has, _)), Some((lacks, _))) = (on.first(), off.first()) {
            return wrong(format!(
                "`{has}` is PostgreSQL but `{lacks}` is not. Set all three to postgres:// addresses (three roles, docs/OPERATIONS.md), or none."
            ));
        }
        let urls = self.urls();
        let [accounts, community, staff] = urls.all();
        for ((one, other), (url, with)) in [
            (("accounts_url", "community_url"), (accounts, community)),
            (("accounts_url", "staff_url"), (accounts, staff)),
            (("community_url", "staff_url"), (community, staff)),
        ] {
            if !is_postgres(url) && url == with {
                return wrong(format!(
                    "`{one}` and `{other}` are the same file. Accounts, posts and staff must never share a database: give each its own."
                ));
            }
            if is_postgres(url) && role(url) == role(with) {
                return wrong(format!(
                    "`{one}` and `{other}` use the same PostgreSQL role. Who reads one must not be able to read the other: make three roles (docs/OPERATIONS.md)."
                ));
            }
        }
        Ok(())
    }
}

/// Tells whether this is a contact that push services take. Apple's refuses machines without a public name, and says no more.
fn can_be_reached(contact: &str) -> bool {
    let host = match (contact.strip_prefix("mailto:"), contact.strip_prefix("https://")) {
        (Some(address), _) => address.split_once('@').map_or("", |(_, host)| host),
        (_, Some(page)) => page.split(['/', ':']).next().unwrap_or_default(),
        _ => "",
    };
    let ending = host.rsplit('.').next().unwrap_or_default();
    host.contains('.')
        && !["localhost", "invalid", "local"].contains(&ending)
        && contact.bytes().all(|c| c.is_ascii_graphic() && c != b'"' && c != b'\\')
}

/// The role in a PostgreSQL address: before the `@`, or the parameter `user`.
fn role(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let parameter = || rest.split(['?', '&']).skip(1).find_map(|pair| pair.strip_prefix("user="));
    match rest.split('/').next().unwrap_or_default().rsplit_once('@') {
        Some((who, _)) => who.split(':').next().unwrap_or_default(),
        None => parameter().unwrap_or_default(),
    }
}

/// Makes the folder when it is missing, open to its owner only, tries to write in it, and refuses one that everybody can enter.
fn verify_folder(folder: &Path) -> Result<(), Wrong> {
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
    let shown = folder.display();
    if folder.exists() && !folder.is_dir() {
        return wrong(format!("The data folder {shown} is a file. Set `data` to a folder."));
    }
    if !folder.exists() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|why| {
            Wrong(format!("The data folder {shown} cannot be made ({why}). Make it and give it to the user that runs the server, or set `data` to another folder."))
        })?;
    }
    let probe = folder.join(format!(".writable-{}", std::process::id()));
    fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&probe).map_err(|why| {
        Wrong(format!("The data folder {shown} is not writable ({why}). Give it to the user that runs the server (chown), or set `data` to another folder."))
    })?;
    let _ = fs::remove_file(probe);
    let about = fs::metadata(folder).map_err(|why| {
        Wrong(format!(
            "The data folder {shown} cannot be looked at ({why}). Give it to the user that runs the server."
        ))
    })?;
    let mode = about.permissions().mode() & 0o777;
    if mode & 0o007 != 0 {
        return wrong(format!(
            "Everybody on this machine can enter the data folder {shown} (mode {mode:04o}). Run: chmod 0700 {shown}"
        ));
    }
    Ok(())
}

fn wrong<T>(sentence: String) -> Result<T, Wrong> {
    Err(Wrong(sentence))
}

#[cfg(test)]
mod tests {
    use super::{can_be_reached, role};

    #[test]
    fn a_contact_is_one_that_push_services_take() {
        for good in
            ["mailto:beheer@health-thing.example", "https://health-thing.example/contact", "https://a.nl"]
        {
            assert!(can_be_reached(good), "{good}");
        }
        for bad in [
            "beheer@a.nl",
            "mailto:beheer",
            "mailto:x@localhost",
            "https://localhost:3000",
            "http://a.nl",
            "mailto:x@a.invalid",
            "mailto:x\"@a.nl",
        ] {
            assert!(!can_be_reached(bad), "{bad}");
        }
    }

    #[test]
    fn the_role_is_found_wherever_it_stands() {
        for (url, is) in [
            ("postgres://one:pass@host/x", "one"),
            ("postgres://one@host:5432/x?user=two", "one"),
            ("postgres:///x?host=/run/postgresql&user=two", "two"),
            ("postgresql://one:p%40ss@host/x", "one"),
            ("postgres:///x", ""),
        ] {
            assert_eq!(role(url), is, "{url}");
        }
    }
}

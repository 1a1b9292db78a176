//! The key file: `K_login`, `K_tag` and `K_name` (P1), outside of the databases and of every backup.

use crate::config::Wrong;
use domain::entropy::Entropy;
use domain::secrets::Keys;
use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// The keys in `file`.
///
/// # Errors
/// When the file is missing, can be read by others, or does not hold keys.
pub fn read(file: &Path) -> Result<Option<Keys>, Wrong> {
    let shown = file.display();
    let about = match fs::metadata(file) {
        Ok(about) => about,
        Err(why) if why.kind() == ErrorKind::NotFound => return Ok(None),
        Err(why) => {
            return Err(Wrong(format!(
                "The key file {shown} cannot be looked at ({why}). Give it to the user that runs the server."
            )));
        }
    };
    let mode = about.permissions().mode() & 0o777;
    if mode & 0o377 != 0 {
        return Err(Wrong(format!(
            "The key file {shown} has mode {mode:04o}: others could read or change it. Run: chmod 0400 {shown}"
        )));
    }
    let text = fs::read_to_string(file).map_err(|why| {
        Wrong(format!(
            "The key file {shown} cannot be read ({why}). Give it to the user that runs the server."
        ))
    })?;
    let keys = Keys::from_file_text(&text)
        .map_err(|why| Wrong(format!("The key file {shown} is damaged ({why}). Put back your copy of it: new keys would lock every member out.")))?;
    Ok(Some(keys))
}

/// Makes new keys and writes them to `file`, mode 0400. Never replaces a file.
///
/// # Errors
/// When the file cannot be written or is there already.
pub fn make(file: &Path, entropy: &dyn Entropy) -> Result<Keys, Wrong> {
    let keys = Keys::generate(entropy);
    let write = || -> std::io::Result<()> {
        let mut out = fs::OpenOptions::new().write(true).create_new(true).mode(0o400).open(file)?;
        out.write_all(keys.to_file_text().as_bytes())?;
        out.sync_all()?;
        // The name of the file must survive a power cut too.
        fs::File::open(
            file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")),
        )?
        .sync_all()
    };
    write().map_err(|why| Wrong(format!("The key file {} cannot be made ({why}). Make its folder writable for the user that runs the server.", file.display())))?;
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entropy::Seeded;

    fn mode(file: &Path, mode: u32) {
        fs::set_permissions(file, fs::Permissions::from_mode(mode)).expect("permissions");
    }

    /// S26.
    #[test]
    fn keys_are_made_once_and_only_for_their_owner() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("keys");
        assert!(read(&file).expect("nothing wrong").is_none());
        let made = make(&file, &Seeded::new(1)).expect("keys");
        assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o400);
        let again = read(&file).expect("nothing wrong").expect("keys");
        assert_eq!(*made.to_file_text(), *again.to_file_text());
        assert!(make(&file, &Seeded::new(2)).is_err(), "a second time replaces nothing");
    }

    #[test]
    fn keys_that_others_can_read_and_damaged_keys_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("keys");
        make(&file, &Seeded::new(1)).expect("keys");
        for open in [0o440, 0o404, 0o600, 0o644] {
            mode(&file, open);
            assert!(read(&file).expect_err("refused").0.contains("chmod 0400"), "{open:o}");
        }
        mode(&file, 0o600);
        fs::write(&file, "not keys").expect("written");
        mode(&file, 0o400);
        assert!(read(&file).expect_err("refused").0.contains("damaged"));
    }
}

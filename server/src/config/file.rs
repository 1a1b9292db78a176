//! The settings file: its values become the defaults of the flags of the same name, so flags and environment win
//! over it and the same rules judge all three.

use super::Wrong;
use clap::Command;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// `command` with the settings file named by the arguments or the environment read into its defaults.
///
/// # Errors
/// When the file cannot be read, is not TOML, or holds a name that is not a setting.
pub fn command_with_file(command: Command, args: &[OsString]) -> Result<Command, Wrong> {
    match named(args) {
        Some(path) => with_values(command, &path, &read(&path)?),
        None => Ok(command),
    }
}

/// The file that `--config` or else the environment names.
fn named(args: &[OsString]) -> Option<PathBuf> {
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        if arg == "--config" {
            return rest.next().map(PathBuf::from);
        }
        if let Some(path) = arg.to_str().and_then(|text| text.strip_prefix("--config=")) {
            return Some(PathBuf::from(path));
        }
    }
    std::env::var_os("HEALTH_THING_CONFIG").filter(|path| !path.is_empty()).map(PathBuf::from)
}

fn read(path: &Path) -> Result<BTreeMap<String, String>, Wrong> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|why| {
        Wrong(format!(
            "The settings file {shown} cannot be read ({why}). Correct --config or make the file readable."
        ))
    })?;
    let table: toml::Table = text.parse().map_err(|why: toml::de::Error| {
        let line = why.span().map_or(0, |span| text[..span.start.min(text.len())].lines().count().max(1));
        Wrong(format!("The settings file {shown} is not TOML near line {line}: {}. Write lines such as  address = \"127.0.0.1:3000\".", why.message()))
    })?;
    table.into_iter().map(|(name, value)| Ok((name.clone(), text_of(&name, value, path)?))).collect()
}

/// A value as the flag would be typed.
fn text_of(name: &str, value: toml::Value, path: &Path) -> Result<String, Wrong> {
    Ok(match value {
        toml::Value::String(text) => text,
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Boolean(yes) => yes.to_string(),
        _ => {
            return Err(Wrong(format!(
                "In {}, `{name}` must be a text, a whole number, true or false.",
                path.display()
            )));
        }
    })
}

fn with_values(command: Command, path: &Path, values: &BTreeMap<String, String>) -> Result<Command, Wrong> {
    let known: Vec<String> = command
        .get_subcommands()
        .filter(|sub| sub.get_name() == "serve")
        .flat_map(|sub| sub.get_arguments())
        .filter(|arg| arg.get_env().is_some() && arg.get_id() != "config")
        .map(|arg| arg.get_id().to_string())
        .collect();
    if let Some(unknown) = values.keys().find(|name| !known.contains(name)) {
        return Err(Wrong(format!(
            "The settings file {} holds `{unknown}`, which is not a setting. Settings are: {}.",
            path.display(),
            known.join(", ")
        )));
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    Ok(names
        .into_iter()
        .fold(command, |command, name| command.mut_subcommand(name, |sub| with_defaults(sub, values))))
}

/// Sets the defaults of a command and of the commands below it.
fn with_defaults(command: Command, values: &BTreeMap<String, String>) -> Command {
    let below: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let command = below
        .into_iter()
        .fold(command, |command, name| command.mut_subcommand(name, |sub| with_defaults(sub, values)));
    command.mut_args(|arg| match values.get(arg.get_id().as_str()) {
        Some(value) => arg.default_value(value.clone()),
        None => arg,
    })
}

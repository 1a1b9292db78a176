//! The compiler of the texts: JSON in, Rust out, or sentences that say what is wrong.
//!
//! A text is a string (`"title": "Thuis"`), a string with places (`"hello": "Dag {name}"`), a plural
//! (`"tips": {"one": "{count} tip", "other": "{count} tips"}`) or an object of texts, whose keys join with `_`.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The mistakes in the texts, a sentence each.
pub type Mistakes = Vec<String>;

/// The texts of one language of one feature.
pub type Sentences = BTreeMap<String, Sentence>;

/// One text in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sentence {
    /// A sentence that is the same for every number.
    Plain(String),
    /// For one, and for every other number.
    Plural { one: String, other: String },
}

/// The features by name, each in Dutch and in English.
pub type Features = BTreeMap<String, [Sentences; 2]>;

/// The folders, in the order of the array in [`Features`].
const LANGUAGES: [&str; 2] = ["nl", "en"];

/// Reads the folder `locales`.
pub fn read(folder: &Path) -> Result<Features, Mistakes> {
    let (mut features, mut wrong) = (Features::new(), Mistakes::new());
    for (place, language) in LANGUAGES.iter().enumerate() {
        let files =
            fs::read_dir(folder.join(language)).map_err(|why| vec![format!("locales/{language}: {why}")])?;
        for file in files
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|e| e == "json"))
        {
            let feature = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let shown = format!("locales/{language}/{feature}.json");
            let parsed = fs::read_to_string(&file)
                .map_err(|why| format!("{shown} cannot be read: {why}"))
                .and_then(|json| parse(&shown, &json));
            match parsed {
                Ok(texts) => features.entry(feature).or_default()[place] = texts,
                Err(sentence) => wrong.push(sentence),
            }
        }
    }
    if wrong.is_empty() { Ok(features) } else { Err(wrong) }
}

/// Reads one file.
pub fn parse(shown: &str, json: &str) -> Result<Sentences, String> {
    let value: Map<String, Value> =
        serde_json::from_str(json).map_err(|why| format!("{shown} is not JSON: {why}"))?;
    let mut texts = Sentences::new();
    flatten(shown, "", &value, &mut texts)?;
    Ok(texts)
}

fn flatten(shown: &str, above: &str, map: &Map<String, Value>, texts: &mut Sentences) -> Result<(), String> {
    for (name, value) in map {
        let key = if above.is_empty() { name.clone() } else { format!("{above}_{name}") };
        if !is_name(&key) {
            return Err(format!("{shown}: '{key}' is not a name in snake_case that Rust accepts"));
        }
        let text = match value {
            Value::String(text) => Sentence::Plain(text.clone()),
            Value::Object(map) => match plural(map) {
                Some(text) => text,
                None => {
                    flatten(shown, &key, map, texts)?;
                    continue;
                }
            },
            _ => return Err(format!("{shown}: '{key}' is neither a text nor a group of texts")),
        };
        if texts.insert(key.clone(), text).is_some() {
            return Err(format!("{shown}: '{key}' stands there twice"));
        }
    }
    Ok(())
}

fn plural(map: &Map<String, Value>) -> Option<Sentence> {
    match (map.len(), map.get("one"), map.get("other")) {
        (2, Some(Value::String(one)), Some(Value::String(other))) => {
            Some(Sentence::Plural { one: one.clone(), other: other.clone() })
        }
        _ => None,
    }
}

fn is_name(key: &str) -> bool {
    const TAKEN: [&str; 18] = [
        "as", "break", "const", "continue", "else", "enum", "false", "fn", "for", "if", "in", "let", "loop",
        "match", "move", "return", "true", "type",
    ];
    key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !TAKEN.contains(&key)
}

/// The Rust text of the module `t`.
pub fn generate(features: &Features) -> Result<String, Mistakes> {
    let (mut code, mut wrong) = (String::new(), Mistakes::new());
    for (feature, [nl, en]) in features {
        let _ = writeln!(code, "/// The texts of `locales/*/{feature}.json`.\npub mod {feature} {{");
        let _ = writeln!(code, "    use domain::people::Lang;");
        for key in nl.keys().chain(en.keys()).collect::<BTreeSet<_>>() {
            match (nl.get(key), en.get(key)) {
                (Some(nl), Some(en)) => match function(key, nl, en) {
                    Ok(function) => code.push_str(&function),
                    Err(why) => wrong.push(format!("locales/*/{feature}.json: '{key}' {why}")),
                },
                (Some(_), None) => {
                    wrong.push(format!("locales/en/{feature}.json lacks '{key}', which Dutch has"))
                }
                _ => wrong.push(format!("locales/nl/{feature}.json lacks '{key}', which English has")),
            }
        }
        code.push_str("}\n");
    }
    if wrong.is_empty() { Ok(code) } else { Err(wrong) }
}

fn function(key: &str, nl: &Sentence, en: &Sentence) -> Result<String, String> {
    let mut places = places(nl)?;
    if places != self::places(en)? {
        return Err("has other {places} in Dutch than in English".to_owned());
    }
    if matches!(nl, Sentence::Plural { .. }) {
        places.insert("count".to_owned());
    }
    let (named, listed) = arguments(key, &places);
    let mut code = named;
    let (doc, _) = forms(nl);
    for line in doc.lines() {
        let _ = writeln!(code, "    /// {line}");
    }
    match (nl, en) {
        (Sentence::Plain(nl), Sentence::Plain(en)) if places.is_empty() => {
            let _ = writeln!(code, "    pub fn {key}(lang: Lang) -> &'static str {{");
            let _ = writeln!(code, "        match lang {{ Lang::Nl => {nl:?}, Lang::En => {en:?} }}\n    }}");
        }
        (Sentence::Plain(nl), Sentence::Plain(en)) => {
            let _ = writeln!(code, "    pub fn {key}(lang: Lang{listed}) -> String {{");
            let _ = writeln!(
                code,
                "        match lang {{ Lang::Nl => format!({nl:?}), Lang::En => format!({en:?}) }}\n    }}"
            );
        }
        (Sentence::Plural { .. }, Sentence::Plural { .. }) => {
            let _ = writeln!(code, "    pub fn {key}(lang: Lang{listed}) -> String {{");
            code.push_str("        match (lang, count) {\n");
            for (lang, text) in [("Nl", nl), ("En", en)] {
                let (one, other) = forms(text);
                for (count, text) in [("1", one), ("_", other)] {
                    // A word that only bends with the number, as "wacht" and "wachten", has no place for it.
                    let made = if text.contains('{') {
                        format!("format!({text:?})")
                    } else {
                        format!("{text:?}.to_owned()")
                    };
                    let _ = writeln!(code, "            (Lang::{lang}, {count}) => {made},");
                }
            }
            code.push_str("        }\n    }\n");
        }
        _ => return Err("is a plural in one language only".to_owned()),
    }
    Ok(code)
}

/// The arguments after the language: one place stands alone; more are the named fields of a struct, which comes first, because
/// arguments in a row are easy to mix up.
fn arguments(key: &str, places: &BTreeSet<String>) -> (String, String) {
    const SHOWN: &str = "impl std::fmt::Display";
    let typed = |place: &String| format!("{place}: {}", if place == "count" { "i64" } else { SHOWN });
    if places.len() < 2 {
        return (String::new(), places.iter().map(|place| format!(", {}", typed(place))).collect());
    }
    let name = camel(key);
    let shown: Vec<_> = places.iter().filter(|place| *place != "count").collect();
    let types: Vec<_> = shown.iter().map(|place| camel(place)).collect();
    let mut named =
        format!("    /// The places of [`{key}`].\n    pub struct {name}<{}> {{\n", types.join(", "));
    for place in places {
        let kind = if place == "count" { "i64".to_owned() } else { camel(place) };
        let _ = writeln!(named, "        /// `{{{place}}}`\n        pub {place}: {kind},");
    }
    named.push_str("    }\n");
    let fields: Vec<_> = places.iter().map(String::as_str).collect();
    let listed =
        format!(", {name} {{ {} }}: {name}<{}>", fields.join(", "), vec![SHOWN; shown.len()].join(", "));
    (named, listed)
}

/// The name of a type: `step_of` becomes `StepOf`.
fn camel(key: &str) -> String {
    let words = key
        .split('_')
        .map(|word| word.get(..1).unwrap_or_default().to_uppercase() + word.get(1..).unwrap_or_default());
    words.collect()
}

fn forms(text: &Sentence) -> (&str, &str) {
    match text {
        Sentence::Plain(text) => (text, text),
        Sentence::Plural { one, other } => (one, other),
    }
}

/// The names between braces. The forms of a plural may leave places out ("one tip"), so all forms count together.
fn places(text: &Sentence) -> Result<BTreeSet<String>, String> {
    let (one, other) = forms(text);
    let mut found = BTreeSet::new();
    for text in [one, other] {
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let name = rest[at..].strip_prefix('{').and_then(|from| from.split_once('}'));
            let (name, after) =
                name.filter(|(name, _)| is_name(name)).ok_or("has a brace that is not a {place}")?;
            found.insert(name.to_owned());
            rest = after;
        }
    }
    if matches!(text, Sentence::Plain(_)) && found.contains("count") {
        return Err("counts, so it needs the forms \"one\" and \"other\"".to_owned());
    }
    Ok(found)
}

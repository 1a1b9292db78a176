//! The compiler of the texts says clearly what is missing, and makes what the pages expect.

#[path = "../build/locales.rs"]
mod locales;

use locales::{Features, generate, parse};
use std::path::Path;

fn features(nl: &str, en: &str) -> Features {
    [("threads".to_owned(), [parse("nl", nl).expect("Dutch"), parse("en", en).expect("English")])].into()
}

fn wrong(nl: &str, en: &str) -> String {
    generate(&features(nl, en)).expect_err("is refused").join("; ")
}

#[test]
fn a_text_becomes_a_function() {
    let code = generate(&features(r#"{"title": "Thuis"}"#, r#"{"title": "Home"}"#)).expect("compiles");
    assert!(code.contains("pub mod threads {"), "{code}");
    assert!(code.contains("pub fn title(lang: Lang) -> &'static str"), "{code}");
    assert!(code.contains(r#"Lang::Nl => "Thuis", Lang::En => "Home""#), "{code}");
}

#[test]
fn places_become_arguments_and_groups_join() {
    let code = generate(&features(r#"{"by": {"name": "Dag {name}"}}"#, r#"{"by": {"name": "Hi {name}"}}"#));
    assert!(
        code.expect("compiles")
            .contains("pub fn by_name(lang: Lang, name: impl std::fmt::Display) -> String")
    );
}

#[test]
fn two_places_become_fields_with_names() {
    let text = r#"{"step_of": "{now} / {of}"}"#;
    let code = generate(&features(text, text)).expect("compiles");
    assert!(code.contains("pub struct StepOf<Now, Of> {"), "{code}");
    assert!(code.contains("pub now: Now") && code.contains("pub of: Of"), "{code}");
    assert!(code.contains("pub fn step_of(lang: Lang, StepOf { now, of }: StepOf<"), "{code}");
}

#[test]
fn a_plural_counts() {
    let nl = r#"{"tips": {"one": "één tip van {who}", "other": "{count} tips van {who}"}}"#;
    let en = r#"{"tips": {"one": "one tip by {who}", "other": "{count} tips by {who}"}}"#;
    let code = generate(&features(nl, en)).expect("compiles");
    assert!(
        code.contains("pub fn tips(lang: Lang, Tips { count, who }: Tips<impl std::fmt::Display>) -> String"),
        "{code}"
    );
    assert!(code.contains("pub count: i64"), "{code}");
    assert!(code.contains(r#"(Lang::Nl, 1) => format!("één tip van {who}")"#), "{code}");
}

#[test]
fn a_missing_text_is_named() {
    assert_eq!(
        wrong(r#"{"title": "Thuis"}"#, "{}"),
        "locales/en/threads.json lacks 'title', which Dutch has"
    );
    assert_eq!(
        wrong("{}", r#"{"title": "Home"}"#),
        "locales/nl/threads.json lacks 'title', which English has"
    );
}

#[test]
fn texts_that_differ_in_their_places_are_refused() {
    assert!(wrong(r#"{"by": "Dag {name}"}"#, r#"{"by": "Hi {who}"}"#).contains("has other {places}"));
    assert!(
        wrong(r#"{"by": "Dag"}"#, r#"{"by": {"one": "a", "other": "b"}}"#).contains("plural in one language")
    );
    assert!(wrong(r#"{"n": "{count} x"}"#, r#"{"n": "{count} x"}"#).contains("needs the forms"));
    for broken in ["{", "}", "a {} b", "{Big}", "{two words}", "{0}"] {
        let json = format!(r#"{{"by": "{broken}"}}"#);
        assert!(wrong(&json, &json).contains("brace"), "{broken}");
    }
}

#[test]
fn keys_that_rust_cannot_say_are_refused() {
    for key in ["Title", "my-key", "", "1st", "type", "a b"] {
        assert!(parse("nl", &format!(r#"{{"{key}": "x"}}"#)).is_err(), "{key}");
    }
    assert!(parse("nl", r#"{"a": 1}"#).is_err() && parse("nl", "[]").is_err());
    assert!(parse("nl", r#"{"a": {"b": "x"}, "a_b": "y"}"#).expect_err("twice").contains("twice"));
}

#[test]
fn the_texts_of_the_product_compile() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../locales");
    let features = locales::read(&folder).expect("readable");
    generate(&features).expect("complete");
}

/// The voice of the product (docs/STYLE.md): words that Dutch pages avoid, and no exclamation marks or dashes for effect.
#[test]
fn the_texts_keep_the_voice() {
    const AVOIDED: [&str; 9] = [
        "gebruiker",
        "content",
        "traject",
        "interventie",
        "klacht",
        "slachtoffer",
        "oeps",
        "100% anoniem",
        "volledig anoniem",
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../locales");
    for (feature, [nl, en]) in locales::read(&folder).expect("readable") {
        for (key, text) in nl.iter().chain(&en) {
            assert!(!format!("{text:?}").contains(['!', '—']), "{feature}.{key}: {text:?}");
            let straight = format!("{text:?}");
            let straight =
                straight.match_indices('\'').any(|(at, _)| straight[..at].ends_with(char::is_alphabetic));
            assert!(!straight, "{feature}.{key} has a straight apostrophe: {text:?}");
        }
        for (key, text) in &nl {
            let text = format!(" {}", format!("{text:?}").to_lowercase().replace('"', " "));
            let found = AVOIDED.iter().find(|word| text.contains(&format!(" {word}")));
            assert_eq!(found, None, "{feature}.{key}: {text}");
        }
    }
}

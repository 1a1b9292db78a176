//! Lists, links, and that hostile text stays text (S2).

use super::*;
use proptest::prelude::*;

/// One payload per line.
const XSS: &str = include_str!("xss.txt");

fn text(text: &str) -> Vec<Inline<'_>> {
    vec![Inline::Text(text)]
}

fn paragraph<'a>(lines: &[&'a str]) -> Block<'a> {
    Block::Paragraph(lines.iter().map(|line| text(line)).collect())
}

fn list<'a>(ordered: bool, items: &[&'a str]) -> Block<'a> {
    Block::List { ordered, items: items.iter().map(|item| text(item)).collect() }
}

/// All pieces of a text, in order.
fn inlines(text: &str) -> Vec<Inline<'_>> {
    let lines = blocks(text).into_iter().flat_map(|block| match block {
        Block::Paragraph(lines) => lines,
        Block::List { items, .. } => items,
    });
    lines.flatten().collect()
}

fn links(text: &str) -> Vec<String> {
    let href = |inline| match inline {
        Inline::Link { href, .. } => Some(href),
        Inline::Text(_) => None,
    };
    inlines(text).into_iter().filter_map(href).collect()
}

fn shown(text: &str) -> String {
    let shown = |inline| match inline {
        Inline::Text(text) => text,
        Inline::Link { shown, .. } => shown,
    };
    inlines(text).into_iter().map(shown).collect()
}

#[test]
fn paragraphs_are_parted_by_empty_lines() {
    for (typed, read) in [
        ("", vec![]),
        (" \n \n", vec![]),
        ("een", vec![paragraph(&["een"])]),
        ("een\ntwee", vec![paragraph(&["een", "twee"])]),
        ("een\n\n\ntwee\r\ndrie", vec![paragraph(&["een"]), paragraph(&["twee", "drie"])]),
    ] {
        assert_eq!(blocks(typed), read, "{typed:?}");
    }
}

#[test]
fn lists_are_read_only_where_nothing_else_can_be_meant() {
    for (typed, read) in [
        ("- een\n- twee", vec![list(false, &["een", "twee"])]),
        ("* een\n* twee\n* drie", vec![list(false, &["een", "twee", "drie"])]),
        ("• een\n•  twee", vec![list(false, &["een", "twee"])]),
        ("1. een\n2. twee", vec![list(true, &["een", "twee"])]),
        ("1) een\n2) twee", vec![list(true, &["een", "twee"])]),
        (
            "Dit deed ik:\n- een\n- twee\nToen dit",
            vec![paragraph(&["Dit deed ik:"]), list(false, &["een", "twee"]), paragraph(&["Toen dit"])],
        ),
        ("- een\n- twee\n1. een\n2. twee", vec![list(false, &["een", "twee"]), list(true, &["een", "twee"])]),
        ("- zei ze boos", vec![paragraph(&["- zei ze boos"])]),
        ("- een\n\n- twee", vec![paragraph(&["- een"]), paragraph(&["- twee"])]),
        ("- een\n* twee", vec![paragraph(&["- een", "* twee"])]),
        ("2. een\n3. twee", vec![paragraph(&["2. een", "3. twee"])]),
        ("1. een\n3. twee", vec![paragraph(&["1. een", "3. twee"])]),
        ("1. een\n2) twee", vec![paragraph(&["1. een", "2) twee"])]),
        ("2024. Een jaar\n2025. Nog een", vec![paragraph(&["2024. Een jaar", "2025. Nog een"])]),
        ("-een\n-twee", vec![paragraph(&["-een", "-twee"])]),
        ("- \n- ", vec![paragraph(&["-", "-"])]),
        ("-5 graden\n-6 graden", vec![paragraph(&["-5 graden", "-6 graden"])]),
        ("+1. een\n+2. twee", vec![paragraph(&["+1. een", "+2. twee"])]),
    ] {
        assert_eq!(blocks(typed), read, "{typed:?}");
    }
}

#[test]
fn links_lead_where_they_say_and_leave_the_sentence_its_punctuation() {
    for (typed, href) in [
        ("https://113.nl", "https://113.nl"),
        (
            "Kijk op https://www.venvn.nl/thema's/werk?a=1&b=2#c.",
            "https://www.venvn.nl/thema's/werk?a=1&b=2#c",
        ),
        ("(zie http://a.nl/b)", "http://a.nl/b"),
        ("https://nl.wikipedia.org/wiki/Zorg_(begrip)!", "https://nl.wikipedia.org/wiki/Zorg_(begrip)"),
        ("Echt?https://a.nl/b?", "https://a.nl/b"),
        ("HTTPS://Voorbeeld.NL/Pad", "https://Voorbeeld.NL/Pad"),
        ("https://a.nl:8443/x", "https://a.nl:8443/x"),
        ("https://xn--caf-dma.nl/", "https://xn--caf-dma.nl/"),
        ("https://a.nl/@naam", "https://a.nl/@naam"),
        ("https://a.nl/één/夜", "https://a.nl/één/夜"),
        ("“https://a.nl/b”", "https://a.nl/b"),
        ("<https://a.nl/b>", "https://a.nl/b"),
        ("[klik](https://a.nl/b)", "https://a.nl/b"),
    ] {
        assert_eq!(links(typed), [href], "{typed}");
        assert_eq!(shown(typed), typed);
    }
    assert_eq!(
        links("- https://a.nl\n- https://b.nl en https://c.nl"),
        ["https://a.nl", "https://b.nl", "https://c.nl"]
    );
}

#[test]
fn what_could_lead_elsewhere_stays_text() {
    for typed in [
        "www.a.nl",
        "a.nl",
        "mailto:a@b.nl",
        "tel:113",
        "ftp://a.nl/",
        "xhttps://a.nl",
        "javascript:https://a.nl",
        "https://a",
        "https://",
        "https://.nl",
        "https://a.n",
        "https://a.1l/",
        "https://a.nl:0/",
        "https://a.nl:+80/",
        "https://a b.nl",
        "https://a_b.nl/",
        "https://a.nl\u{200D}/x",
        "https://a.nl/\u{202E}x",
        "https://a.nl/\u{200B}x",
        "https://a@b.chttps://evil.nl",
        "https://a.nl\\",
        "http s://a.nl",
        "https://a.nl.",
        "https://a.nl@",
    ] {
        let expected: &[&str] = if typed == "https://a.nl." { &["https://a.nl"] } else { &[] };
        assert_eq!(links(typed), expected, "{typed}");
        assert_eq!(shown(typed), typed);
    }
}

/// Every payload stays the text that it is. Those that name a real https address may have that address as a link, which
/// leads where it reads; nothing else of them becomes one.
#[test]
fn hostile_markup_stays_text() {
    let mut payloads = 0;
    for payload in XSS.lines().filter(|line| !line.is_empty()) {
        payloads += 1;
        assert_eq!(shown(payload), payload);
        for href in links(payload) {
            assert!(href.starts_with("https://evil.example/"), "{payload} leads to {href}");
            assert!(!href.contains(['<', '>', '"', '`', '\\', '@']), "{payload} leads to {href}");
        }
        let _ = crate::text::Body::parse(payload);
    }
    assert!(payloads >= 100, "the corpus has {payloads} payloads");
}

#[test]
fn long_lines_are_read_in_one_walk() {
    for piece in [
        "://",
        "http://",
        "https://a.nl/)",
        "https://a@",
        "https://a.nl/",
        "- a\n",
        "1. a\n",
        "(",
        "https://a.nl/...",
    ] {
        let _ = blocks(&piece.repeat(2_000_000 / piece.len()));
    }
}

fn any_text() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "http",
        "https",
        "HTTPS",
        "://",
        ":",
        "//",
        "/",
        "@",
        "\\",
        "a.nl",
        "a",
        "b",
        ".",
        "%2F",
        "?",
        "#",
        "(",
        ")",
        "[",
        "]",
        "<",
        ">",
        "\"",
        "'",
        " ",
        "\n",
        "\n\n",
        "- ",
        "* ",
        "1. ",
        "2. ",
        "javascript:",
        "data:",
        "\u{202E}",
        "\u{200D}",
        "é",
        "…",
        "user:pass@",
        "443",
        "xn--",
        "аррӏе",
        "\r\n",
        "\t",
    ]);
    prop_oneof![
        proptest::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat()),
        any::<String>(),
        "https?://\\PC{0,60}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn a_link_is_http_and_names_its_host_openly(text in any_text()) {
        for piece in inlines(&text) {
            if let Inline::Link { href, shown } = piece {
                let rest = href.strip_prefix("https://").or_else(|| href.strip_prefix("http://"));
                prop_assert!(rest.is_some(), "{href}");
                let host = rest.unwrap_or_default().split(['/', '?', '#']).next().unwrap_or_default();
                prop_assert!(host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:".contains(&b)), "{href}");
                prop_assert!(host.contains('.') && !href.contains(['<', '>', '"', '`', '\\', ' ', '\n']), "{href}");
                prop_assert!(href.eq_ignore_ascii_case(shown), "{href} is shown as {shown}");
                prop_assert!(!href.chars().any(crate::text::hostile));
            }
        }
    }

    #[test]
    fn nothing_visible_is_lost_but_list_markers(text in any_text()) {
        let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let has_list = blocks(&text).iter().any(|block| matches!(block, Block::List { .. }));
        if !has_list {
            prop_assert_eq!(visible(&shown(&text)), visible(&text));
        }
    }

    #[test]
    fn blocks_and_pieces_are_never_empty(text in any_text()) {
        for block in blocks(&text) {
            let (lines, least) = match block {
                Block::Paragraph(lines) => (lines, 1),
                Block::List { items, .. } => (items, 2),
            };
            prop_assert!(lines.len() >= least);
            for line in lines {
                prop_assert!(!line.is_empty());
                prop_assert!(!line.contains(&Inline::Text("")));
            }
        }
    }
}

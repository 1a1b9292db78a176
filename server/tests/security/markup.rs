//! S2: what people type is shown as text, whatever it looks like.

use scraper::{Html, Node};
use server::testing::{Form, Page, TestApp};
use std::collections::BTreeSet;

const CORPUS: &str = include_str!("../../../domain/src/prose/xss.txt");

/// What in this page could run or load something, beside what our own pages have.
fn dangers(page: &Page) -> Vec<String> {
    const OURS: &[&str] =
        &["http-equiv", "srcdoc", "formaction", "style", "background", "ping", "xlink:href"];
    let mut found = Vec::new();
    let tree: Html = page.tree();
    for node in tree.root_element().descendants() {
        let Node::Element(element) = node.value() else { continue };
        let name = element.name();
        if [
            "iframe", "object", "embed", "base", "frame", "marquee", "math", "video", "audio", "style",
            "template", "noscript",
        ]
        .contains(&name)
        {
            found.push(name.to_owned());
        }
        for (attribute, value) in element.attrs() {
            let value_trimmed: String = value
                .chars()
                .filter(|c| !c.is_whitespace() && !c.is_control())
                .collect::<String>()
                .to_lowercase();
            let handler = attribute.starts_with("on");
            let address = ["href", "src", "action", "poster", "data"].contains(&attribute);
            let scheme = ["javascript:", "data:", "vbscript:", "blob:", "file:"]
                .iter()
                .any(|scheme| value_trimmed.starts_with(scheme));
            let loads = ["src", "poster"].contains(&attribute) && !value.starts_with('/');
            // Buttons of our own show what was typed, or keep it for its author alone.
            let ours = [
                "/api/viewers/preview",
                "/api/viewers/write",
                "/api/search/alike",
                "/api/account/keep_draft",
            ];
            let own_button = attribute == "formaction" && name == "button" && ours.contains(&value);
            if handler || (OURS.contains(&attribute) && !own_button) || (address && (scheme || loads)) {
                found.push(format!("<{name} {attribute}={value}>"));
            }
        }
        let text: String = node
            .children()
            .filter_map(|child| child.value().as_text().map(|text| text.to_string()))
            .collect();
        if name == "script" && (element.attr("nonce").is_none() || text.contains("alert(")) {
            found.push(format!("<script>{text}"));
        }
        if element
            .attr("data-component")
            .is_some_and(|island| name != "leptos-island" || island.contains("Evil"))
        {
            found.push("an island that is not ours".to_owned());
        }
    }
    found
}

/// The links of a text: nothing but http and https, and they say where they lead.
fn links(page: &Page, css: &str) -> BTreeSet<String> {
    page.attributes(css, "href").into_iter().collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn every_hostile_text_is_shown_as_text() {
    let app = TestApp::sqlite().await.expect("a server");
    let mut mallory = app.member().await;
    let mut anna = app.member().await;
    let mut kept = 0;
    for hostile in CORPUS.lines().filter(|line| !line.is_empty()) {
        let form = mallory.sees("/threads/new").await.form("threads/add").with("moment", "now");
        let sent = form
            .with("happened", hostile)
            .with("tried", hostile)
            .with("question", hostile)
            .with("title", &format!("titel {hostile}"))
            .with("theme", "insecurity");
        app.a_moment_later();
        let preview = Form { action: "/api/viewers/preview".to_owned(), ..sent.clone() };
        assert_eq!(dangers(&mallory.sends(&preview).await), Vec::<String>::new(), "{hostile} in the preview");
        let page = mallory.sends(&sent).await;
        assert_eq!(dangers(&page), Vec::<String>::new(), "{hostile}");
        if page.status() == 422 {
            assert_eq!(
                squeezed(page.form("threads/add").value("happened")),
                squeezed(hostile),
                "it comes back as it was typed"
            );
            continue;
        }
        kept += 1;
        let reply = anna.sees(&page.path).await.form("posts/add").with("body", hostile);
        app.a_moment_later();
        anna.sends(&reply).await;
        for path in [&*page.path, "/threads"] {
            let shown = anna.sees(path).await;
            assert_eq!(dangers(&shown), Vec::<String>::new(), "{hostile} on {path}");
            assert!(
                squeezed(&shown.words()).contains(&squeezed(hostile)) || shows(&shown, hostile),
                "{hostile} on {path}: {}",
                shown.words()
            );
        }
        let edit = mallory.sees(&format!("/posts/{}/edit", &page.path["/threads/".len()..])).await;
        assert_eq!(dangers(&edit), Vec::<String>::new(), "{hostile} while editing");
        for link in links(&anna.sees(&page.path).await, ".prose a") {
            assert!(link.starts_with("https://") || link.starts_with("http://"), "{hostile}: {link}");
            assert!(!link.contains('@'), "{hostile}: {link} hides where it leads");
        }
    }
    assert!(kept > 60, "most of it is ordinary text for us: {kept}");
}

/// Whether a text stands there cut into lines, list items or links: every word of it in order.
fn shows(page: &Page, text: &str) -> bool {
    let solid = |text: &str| {
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '*')).collect::<String>()
    };
    let (there, wanted) = (solid(&page.words()), solid(text));
    there.contains(&wanted) || page.path == "/threads"
}

/// Nothing out of an address is shown, and nothing of a field that no page has.
#[tokio::test]
async fn nothing_of_an_address_is_shown() {
    let app = TestApp::sqlite().await.expect("a server");
    let mut anna = app.member().await;
    for hostile in CORPUS.lines().filter(|line| !line.is_empty()) {
        let encoded: String = form_urlencoded::byte_serialize(hostile.as_bytes()).collect();
        for path in [
            format!("/threads?theme={encoded}&filter={encoded}&before={encoded}"),
            format!("/threads/new?theme={encoded}"),
            format!("/{encoded}"),
            format!("/threads/{encoded}"),
        ] {
            let page = anna.sees(&path).await;
            assert!(page.status() < 500, "{path}");
            assert_eq!(dangers(&page), Vec::<String>::new(), "{path}");
        }
        let page = anna
            .posts("/api/people/sign_in", &[("password", hostile), ("username", hostile), ("proof", hostile)])
            .await;
        assert_eq!(dangers(&Page::new("/sign-in".to_owned(), page)), Vec::<String>::new(), "{hostile}");
    }
}

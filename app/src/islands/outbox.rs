//! What the device keeps, each under the shelf of the member whose page this is (`domain::secrets`): nobody else's page finds it.

use dom::{Element, Sent, Storage};

/// The storage and the full name of what is kept as `name`. Nothing on a shared computer, whose pages have no shelf.
pub(super) fn shelf(kind: &str, name: &str) -> Option<(Storage, String)> {
    let shelf = dom::find("body")?.attribute("data-shelf").filter(|shelf| !shelf.is_empty())?;
    Some((dom::storage()?, dom::joined(&[kind, "-", &shelf, "-", name])))
}

/// Puts a form into the outbox, which `public/phone.js` empties when there is a connection: its address and its
/// fields. Says whether it is kept.
pub(super) fn post_later(form: &Element, name: &str, fields: &[(String, String)]) -> bool {
    let Some((storage, name)) = shelf("outbox", name) else { return false };
    let action = form.attribute("action").unwrap_or_default();
    storage.keep(&name, &dom::joined(&[&action, "\n", &dom::encode(fields)])).is_ok()
}

/// A name in the outbox that is not taken: one answer after another may wait for the same thread.
pub(super) fn free(name: &str) -> String {
    let mut free = dom::joined(&[name, "-"]);
    while shelf("outbox", &free).is_some_and(|(storage, name)| storage.get(&name).is_some()) {
        free.push('+');
    }
    free
}

/// Sends what a button says in the background, and lets `turn` show it. Without a connection it waits, and the page says so: in
/// the live region that every page has, with the words that stand there.
pub(super) async fn press(form: &Element, button: &Element, turn: impl FnOnce()) {
    let fields = dom::fields_by(form, button);
    match dom::send(form, &fields).await {
        Sent::Done => turn(),
        // Signed out, or too fast: the plain form gets the plain answer.
        Sent::Refused => dom::submit_by(form, button),
        // A second tap takes the place of the first: the last wish counts.
        Sent::NoLine if post_later(form, &wish(form, &fields), &fields) => {
            turn();
            say("data-waits");
        }
        Sent::NoLine => say("data-not-kept"),
    }
}

/// The subject of a button, whatever it says of it.
fn wish(form: &Element, fields: &[(String, String)]) -> String {
    let value = |name: &str| fields.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value);
    let action = form.attribute("action").unwrap_or_default();
    dom::joined(&["press-", value("post"), "-", value("kind"), &action])
}

fn say(words: &'static str) {
    if let Some(words) = dom::find("#toast").and_then(|region| region.attribute(words)) {
        dom::say("toast", &words);
        dom::later(8_000, Box::new(|_| dom::say("toast", "")));
    }
}

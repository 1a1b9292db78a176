//! T21: while one person acts, no number that others see moves before the end of the day. Numbers are found by walking
//! through every page that a reader can reach, so that a number that somebody adds tomorrow is found too.

use scraper::{ElementRef, Html, Selector};
use server::testing::{Person, TestApp};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What stands for a number of people in words.
const STEPS: [&str; 4] = ["enkele", "tientallen", "honderden", "duizenden"];

/// The numbers on each page, and the order in which replies stand.
type Numbers = BTreeMap<String, Vec<String>>;

/// Follows every link from the feed and notes every number, outside of what members wrote.
async fn walk(reader: &mut Person<'_>) -> Numbers {
    let (mut found, mut seen) = (Numbers::new(), BTreeSet::from(["/threads".to_owned()]));
    let mut next: VecDeque<String> = seen.iter().cloned().collect();
    while let Some(path) = next.pop_front() {
        let page = reader.sees(&path).await;
        assert_eq!(page.status(), 200, "{path}");
        found.insert(path.clone(), numbers(&page.html()));
        for href in page.attributes("a[href^='/']", "href") {
            let to = href.split('#').next().unwrap_or_default().to_owned();
            let reads = ["/threads", "/themes"].iter().any(|part| to.starts_with(part))
                && !to.starts_with("/threads/new");
            if reads && seen.insert(to.clone()) {
                next.push_back(to);
            }
        }
    }
    found
}

fn numbers(html: &str) -> Vec<String> {
    let tree = Html::parse_document(html);
    let all =
        |css: &str| Selector::parse(css).map(|css| tree.select(&css).collect::<Vec<_>>()).unwrap_or_default();
    // What members wrote holds any digits; the heading over replies counts what stands below it, see the last story.
    let apart: BTreeSet<_> =
        all(".prose, .excerpt, h1, h2:not(#replies-count), #replies-count, script, style, textarea")
            .iter()
            .flat_map(|element| element.descendants().map(|node| node.id()))
            .collect();
    let mut found: Vec<String> = all("body *")
        .iter()
        .flat_map(|element| element.children())
        .filter(|node| !apart.contains(&node.id()))
        .filter_map(|node| node.value().as_text().map(|text| text.to_string()))
        .flat_map(|text| words(&text))
        .collect();
    found.extend(all("[aria-label]").iter().filter_map(|element| element.attr("aria-label")).flat_map(words));
    // The order of what can be tried is made of numbers too.
    found.extend(all("#replies > article").iter().filter_map(ElementRef::value_id));
    found
}

trait Id {
    fn value_id(&self) -> Option<String>;
}

impl Id for ElementRef<'_> {
    fn value_id(&self) -> Option<String> {
        self.attr("id").map(str::to_owned)
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| STEPS.contains(word) || (!word.is_empty() && word.chars().all(|c| c.is_ascii_digit())))
        .map(str::to_owned)
        .collect()
}

/// A thread with a tip about which four people said something, and nine who recognise it: one more person tips both over.
async fn on_the_brink(app: &TestApp) -> (String, String) {
    let mut anna = app.member().await;
    let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
    let mut bram = app.member().await;
    let tip = bram.replies(&thread, "Vraag het gewoon.").await;
    bram.replies(&thread, "Kijk eerst mee.").await;
    for n in 0..9 {
        let mut person = app.member().await;
        person.recognises(&thread).await;
        if n < 4 {
            person.tried(&thread, &tip, "failed").await;
        }
    }
    app.next_day().await;
    (thread, tip)
}

server::stories! {
    async fn no_number_moves_while_somebody_acts(app) {
        let (thread, tip) = on_the_brink(app).await;
        let (mut reader, mut actor) = (app.member().await, app.member().await);
        let before = walk(&mut reader).await;
        assert!(before.len() > 40, "the walk came by every theme: {}", before.len());
        assert!(before["/threads"].contains(&"enkele".to_owned()), "and found numbers: {before:?}");

        // A poll after each thing that one person can do to something that is there.
        actor.recognises(&thread).await;
        assert_eq!(walk(&mut reader).await, before, "Herken ik");
        actor.asks("/api/reactions/set", &[("thread", &thread), ("post", &thread), ("kind", "strength"), ("on", "yes")]).await;
        actor.asks("/api/reactions/set", &[("thread", &thread), ("post", &tip), ("kind", "strength"), ("on", "yes")]).await;
        assert_eq!(walk(&mut reader).await, before, "Sterkte");
        for value in ["failed", "helped", "none", "failed"] {
            actor.tried(&thread, &tip, value).await;
            assert_eq!(walk(&mut reader).await, before, "Geprobeerd");
        }
        app.next_day().await;
        let after = walk(&mut reader).await;
        assert!(after["/threads"].contains(&"tientallen".to_owned()), "{:?}", after["/threads"]);
        assert_ne!(after[&format!("/threads/{thread}")], before[&format!("/threads/{thread}")], "these can move");
    }

    /// That a reply is there is no number: it is there to be read. How many there are moves nowhere else at once.
    async fn a_reply_is_there_at_once_and_moves_no_number_elsewhere(app) {
        let (thread, _) = on_the_brink(app).await;
        let (mut reader, mut actor) = (app.member().await, app.member().await);
        let path = format!("/threads/{thread}");
        let mut before = walk(&mut reader).await;
        let reply = actor.replies(&thread, "Ik deed het zo.").await;
        let page = reader.sees(&path).await;
        assert_eq!(page.first("#replies-count"), "3 antwoorden");
        assert_eq!(page.all("#replies > article").len(), 3, "the heading counts what stands below it");

        let mut after = walk(&mut reader).await;
        let mut there = after.remove(&path).expect("the thread");
        there.retain(|word| *word != format!("post-{reply}"));
        assert_eq!(Some(there), before.remove(&path));
        assert_eq!(after, before);
        app.next_day().await;
        assert!(reader.sees("/threads").await.says("3 tips"));
    }

    /// The author's own words about the end are words, not a number, and no number moves with them.
    async fn an_outcome_and_a_thank_you_move_no_number(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        app.member().await.replies(&thread, "Vraag het gewoon.").await;
        app.next_day().await;
        let mut reader = app.member().await;
        let before = walk(&mut reader).await;
        let form = anna.sees(&format!("/threads/{thread}")).await.form("posts/mark_helpful");
        anna.sends(&form).await;
        let form = anna.sees(&format!("/threads/{thread}")).await.form("outcomes/set").with("outcome", "solved");
        anna.sends(&form).await;
        assert_eq!(walk(&mut reader).await, before);
    }
}

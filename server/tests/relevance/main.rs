//! How well the search finds: questions with judgements, on both databases, reported and held above a floor.
//!
//! `cargo xtask relevance` prints the figures. nDCG@10 says whether what fits best stands first (Järvelin and Kekäläinen,
//! 2002; gain 2^grade - 1), recall@10 whether what fits is there at all.

use chrono::NaiveDate;
use domain::entropy::Seeded;
use domain::ids::{PostId, ThreadId};
use domain::posts::PostKind;
use domain::search::{Asked, SearchQuery};
use domain::secrets::{Keys, Tag};
use domain::themes::ThemeId;
use domain::threads::{Filter, Position};
use domain::time::{Day, FixedClock};
use std::collections::{BTreeMap, HashMap};
use store::testing::TestStore;
use store::{Author, Post, Text, Thread};

const CASES: &str = include_str!("cases.txt");
const MORE: &str = include_str!("more.txt");
const DEMO: &str = include_str!("../../content/demo_posts.json");

/// What the whole set must reach; set a little below what was measured, so that only a real loss fails.
const LEAST_NDCG: f64 = 0.90;
const LEAST_RECALL: f64 = 0.90;
/// In these kinds each case must put something that fits exactly among the first three.
const EACH: [&str; 5] = ["typo", "accent", "compound", "stem", "prefix"];

struct Case {
    kind: &'static str,
    question: &'static str,
    grades: HashMap<&'static str, u32>,
}

fn lines(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split('|').map(str::trim).collect())
}

fn cases() -> Vec<Case> {
    lines(CASES)
        .map(|parts| {
            let grade = |pair: &'static str| {
                let (id, grade) = pair.split_once(':').expect("id:grade");
                (id, grade.parse().expect("a grade"))
            };
            Case { kind: parts[0], question: parts[1], grades: parts[2].split(' ').map(grade).collect() }
        })
        .collect()
}

/// Fills a store; says which id stands at which position.
async fn fill(store: &TestStore) -> Result<HashMap<Position, String>, Box<dyn std::error::Error>> {
    let chance = Seeded::new(7);
    let clock = FixedClock::at("2026-11-21T12:00:00Z".parse()?);
    server::demo::fill(store, &Keys::generate(&chance), &clock, &chance).await?;
    let demo: Vec<serde_json::Value> = serde_json::from_str(DEMO)?;
    let mut ids = HashMap::new();
    for row in store.community.read().await?.threads().list(Filter::New, None, 100).await? {
        let n = demo.iter().position(|thread| thread["title"] == *row.title).expect("a title of the demo");
        ids.insert(row.position, format!("d{n}"));
    }
    let day = Day::from_date(NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day"));
    let mut tx = store.community.begin().await?;
    for parts in lines(MORE) {
        let [id, theme, title, story, tip] = parts[..] else { panic!("{parts:?}") };
        let theme = ThemeId::from_slug(theme).expect("a theme");
        let thread = ThreadId::random(&chance);
        let row = Thread {
            id: thread,
            title: title.to_owned(),
            themes: theme.into(),
            sector: None,
            phase: None,
            day,
        };
        ids.insert(tx.threads().add(&row).await?, id.to_owned());
        for (n, (kind, body)) in [(PostKind::Opening, story), (PostKind::Tip, tip)].into_iter().enumerate() {
            let author = Author::Member { tag: Tag::from_bytes([n as u8 + 1; 16]), name: 0 };
            let text = Text { body: body.to_owned(), tried: None, question: None };
            tx.posts().add(&Post { id: PostId::random(&chance), thread, kind, author, text, day }).await?;
        }
    }
    tx.commit().await?;
    Ok(ids)
}

fn gain(grades: impl IntoIterator<Item = u32>) -> f64 {
    let one = |(n, grade): (usize, u32)| f64::from(2u32.pow(grade) - 1) / (n as f64 + 2.0).log2();
    grades.into_iter().take(10).enumerate().map(one).sum()
}

/// The figures of one kind of question.
#[derive(Default)]
struct Sum {
    cases: f64,
    ndcg: f64,
    recall: f64,
}

async fn run(store: &TestStore) -> Result<Vec<Vec<String>>, Box<dyn std::error::Error>> {
    let ids = fill(store).await?;
    let (mut all, mut sums, mut failed) = (Vec::new(), BTreeMap::<&str, Sum>::new(), Vec::new());
    for case in cases() {
        let query = SearchQuery::of(&Asked { text: case.question.to_owned(), ..Asked::default() });
        let found = store.community.read().await?.search().list(&query, None).await?.threads;
        let found: Vec<String> = found.iter().take(10).map(|found| ids[&found.thread()].clone()).collect();
        let grade = |id: &String| case.grades.get(id.as_str()).copied().unwrap_or_default();
        let mut best: Vec<u32> = case.grades.values().copied().collect();
        best.sort_unstable_by_key(|grade| std::cmp::Reverse(*grade));
        let ndcg = gain(found.iter().map(grade)) / gain(best);
        let there = found.iter().filter(|id| grade(id) > 0).count() as f64;
        let recall = there / case.grades.len().min(10) as f64;
        if ndcg < 0.8 || recall < 1.0 {
            println!(
                "  {:>8}  nDCG {ndcg:.2}  recall {recall:.2}  {}: {}",
                case.kind,
                case.question,
                found.join(" ")
            );
        }
        if EACH.contains(&case.kind) && !found.iter().take(3).any(|id| grade(id) == 3) {
            failed.push(format!("{}: {}", case.question, found.join(" ")));
        }
        for kind in [case.kind, "all"] {
            let sum = sums.entry(kind).or_default();
            (sum.cases, sum.ndcg, sum.recall) = (sum.cases + 1.0, sum.ndcg + ndcg, sum.recall + recall);
        }
        all.push(found);
    }
    for (kind, sum) in &sums {
        let (ndcg, recall) = (sum.ndcg / sum.cases, sum.recall / sum.cases);
        println!("{kind:>9}: {:>3} questions, nDCG@10 {ndcg:.3}, recall@10 {recall:.3}", sum.cases);
    }
    assert_eq!(failed, [""; 0], "each of these kinds has to pass one by one");
    let whole = &sums["all"];
    assert!(whole.cases >= 60.0);
    assert!(whole.ndcg / whole.cases >= LEAST_NDCG, "nDCG@10 fell below {LEAST_NDCG}");
    assert!(whole.recall / whole.cases >= LEAST_RECALL, "recall@10 fell below {LEAST_RECALL}");
    Ok(all)
}

#[tokio::test]
async fn what_fits_is_found_and_stands_first_on_both_databases() -> store::testing::Tested {
    println!("SQLite");
    let store = TestStore::sqlite().await?;
    let one = run(&store).await?;
    store.finish().await?;
    let Some(store) = TestStore::postgres().await? else { return Ok(()) };
    println!("PostgreSQL");
    let other = run(&store).await?;
    store.finish().await?;
    assert_eq!(one, other, "the same answers in the same order");
    Ok(())
}

/// The theme that is suggested from a challenge, over the demo content: how often the author chose the same one.
#[test]
fn the_suggested_theme_is_often_the_one_that_was_chosen() {
    let demo: Vec<serde_json::Value> = serde_json::from_str(DEMO).expect("the demo content");
    let (mut said, mut right) = (0, 0);
    for thread in &demo {
        let text = ["title", "happened", "question"].map(|field| thread[field].as_str().unwrap_or_default());
        let words = domain::search::distinctive(&text.join("\n"));
        if let Some(theme) = domain::search::suggest_theme(words.iter().map(String::as_str)) {
            said += 1;
            let chosen = thread["themes"].as_str().unwrap_or_default();
            right += usize::from(chosen.split(' ').any(|slug| slug == theme.slug()));
        }
    }
    println!("theme: suggested for {said} of {}, the chosen one in {right}", demo.len());
    assert!(right * 3 >= demo.len(), "{right} of {}", demo.len());
}

//! Searching among 1,050,000 posts, beside the page of a thread in the same minute.

use crate::chance::Dice;
use crate::data::MILLION;
use crate::drive::{Counted, Load, drawn, drive};
use crate::http::get;
use crate::members::Members;
use crate::server::Server;
use crate::settings::Settings;
use crate::{Fault, words};
use domain::entropy::Seeded;
use domain::search::Asked;
use domain::secrets::seal_asked;
use serde::Serialize;

/// Connections at once: enough to keep two cores busy, not so many that waiting is all that is measured.
const CONNECTIONS: usize = 4;
/// The bound of a search, in times of a thread's page.
pub const BUDGET: f64 = 5.0;

/// A name of what is asked for, and the way to draw such a question.
type Drawn = (&'static str, fn(&mut Dice) -> String);

const CASES: [Drawn; 6] = [
    ("a rare word", |dice| words::rare(dice.below(words::RARE))),
    ("a common word", |dice| one(dice, &["begeleider", "dienst", "gesprek", "afdeling", "familie"])),
    ("two common words", |dice| {
        one(dice, &["dienst gesprek", "familie moeilijk", "collega helpt", "alleen nacht"])
    }),
    ("a rare and a common word", |dice| format!("{} dienst", words::rare(dice.below(words::RARE)))),
    ("a word with a typo", |dice| one(dice, &["begelieder ", "afdelign ", "gesprke ", "familei "])),
    ("a word that nobody used", |dice| one(dice, &["quantumfysica ", "zeilboot ", "xylofoonles "])),
];

fn one(dice: &mut Dice, of: &[&str]) -> String {
    dice.one::<&str>(of).to_string()
}

/// One kind of question.
#[derive(Clone, Debug, Serialize)]
pub struct Case {
    /// The kind of question.
    pub case: &'static str,
    /// The answers.
    pub counted: Counted,
    /// Its p99 to that of a thread's page.
    pub ratio: f64,
}

/// The figures that were measured.
#[derive(Clone, Debug, Serialize)]
pub struct Search {
    /// The number of posts.
    pub posts: usize,
    /// The page of any thread.
    pub thread: Counted,
    /// The searches.
    pub cases: Vec<Case>,
}

/// Measures every kind of question.
pub async fn measure(settings: &Settings) -> Result<Search, Fault> {
    let data = MILLION.folder().await?;
    let server = Server::start(settings, &data).await?;
    let members = Members::all();
    let cookies = server.sign_in(&members, CONNECTIONS).await?;
    let load = Load { connections: CONNECTIONS, warm_up: settings.warm_up(), counted: settings.counted() };
    let ids = MILLION.ids();
    let threads = drawn(CONNECTIONS, 400, |n, dice| {
        get(&format!("/threads/{}", dice.one(&ids)), &cookies[n], "identity")
    });
    let thread = drive(server.address, load, 200, |n| threads[n].clone()).await?.summed();
    println!("Search among {} posts; a thread's page: p99 {:.1} ms", MILLION.posts(), thread.p99_ms);
    let chance = Seeded::new(5);
    let mut cases = Vec::new();
    for (case, text) in CASES {
        let questions = drawn(CONNECTIONS, 100, |n, dice| {
            let asked = Asked { text: text(dice), ..Asked::default() };
            let sealed = seal_asked(&members.roots[n], &chance, &format!("\t\t\n{}", asked.to_line()));
            get(&format!("/search?s={sealed}"), &cookies[n], "identity")
        });
        let counted = drive(server.address, load, 200, |n| questions[n].clone()).await?.summed();
        let ratio = counted.p99_ms / thread.p99_ms.max(0.001);
        println!(
            "  {case:<26} {:>6.0}/s, p50 {:>6.1} ms, p99 {:>6.1} ms, {ratio:.1} times a thread's page",
            counted.per_second, counted.p50_ms, counted.p99_ms
        );
        cases.push(Case { case, counted, ratio });
    }
    Ok(Search { posts: MILLION.posts(), thread, cases })
}

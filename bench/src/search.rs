//! Searching among 1,050,000 posts, beside the page of a thread in the same minute.

use crate::{MILLION, Members, Report, Server, drawn, drive, get, times};
use anyhow::Result;
use domain::entropy::Seeded;
use domain::search::Asked;
use domain::secrets::seal_asked;
use serde_json::json;

/// Connections at once: enough to keep two cores busy, not so many that waiting is all that is measured.
const CONNECTIONS: usize = 4;

/// The kinds of questions, and some of each; `*` stands for a rare word.
const CASES: [(&str, &[&str]); 6] = [
    ("a rare word", &["*"]),
    ("a common word", &["begeleider", "dienst", "gesprek", "afdeling", "familie"]),
    ("two common words", &["dienst gesprek", "familie moeilijk", "collega helpt", "alleen nacht"]),
    ("a rare and a common word", &["* dienst"]),
    ("a word with a typo", &["begelieder ", "afdelign ", "gesprke ", "familei "]),
    ("a word that nobody used", &["quantumfysica ", "zeilboot ", "xylofoonles "]),
];

/// Measures every kind of question.
pub async fn measure(report: &mut Report) -> Result<()> {
    let server = Server::start(&MILLION.folder().await?).await?;
    let members = Members::all();
    let cookies = server.sign_in(&members, CONNECTIONS).await?;
    let ids = MILLION.ids().await?;
    let threads = |n: usize| drawn(n, 400, |dice| get(&format!("/threads/{}", dice.one(&ids)), &cookies[n]));
    let thread = drive(&server, CONNECTIONS, times(), 200, threads).await?.summed();
    let chance = Seeded::new(5);
    let mut cases = Vec::new();
    for (case, texts) in CASES {
        let searches = |n: usize| {
            drawn(n, 100, |dice| {
                let asked = Asked { text: dice.one(texts).replace('*', &dice.rare()), ..Asked::default() };
                let line = format!("\t\t\n{}", asked.to_line());
                get(&format!("/search?s={}", seal_asked(&members.roots[n], &chance, &line)), &cookies[n])
            })
        };
        let counted = drive(&server, CONNECTIONS, times(), 200, searches).await?.summed();
        let ratio = counted.p99_ms / thread.p99_ms.max(0.001);
        let what = format!("search for {case} among a million posts, p99 beside a thread's page");
        let measured = format!("{ratio:.1} times ({:.1} ms)", counted.p99_ms);
        report.row(&what, &measured, "at most 5", ratio <= 5.0);
        cases.push(json!({ "case": case, "counted": counted, "ratio": ratio }));
    }
    report.keep("search", json!({ "posts": MILLION.posts(), "thread": thread, "cases": cases }));
    Ok(())
}

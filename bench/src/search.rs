//! Searching among 1,050,000 posts, beside the page of a thread in the same minute.

use crate::{Dice, Fault, Load, MILLION, Members, Report, Server, Settings, drawn, drive, get, row};
use domain::entropy::Seeded;
use domain::search::Asked;
use domain::secrets::seal_asked;
use serde_json::json;

/// Connections at once: enough to keep two cores busy, not so many that waiting is all that is measured.
const CONNECTIONS: usize = 4;

/// What is asked for, and one such question.
type Case = (&'static str, fn(&Dice) -> String);

const CASES: [Case; 6] = [
    ("a rare word", Dice::rare),
    ("a common word", |dice| one(dice, &["begeleider", "dienst", "gesprek", "afdeling", "familie"])),
    ("two common words", |dice| {
        one(dice, &["dienst gesprek", "familie moeilijk", "collega helpt", "alleen nacht"])
    }),
    ("a rare and a common word", |dice| format!("{} dienst", dice.rare())),
    ("a word with a typo", |dice| one(dice, &["begelieder ", "afdelign ", "gesprke ", "familei "])),
    ("a word that nobody used", |dice| one(dice, &["quantumfysica ", "zeilboot ", "xylofoonles "])),
];

fn one(dice: &Dice, of: &[&str]) -> String {
    (*dice.one(of)).to_owned()
}

/// Measures every kind of question.
pub async fn measure(settings: &Settings, report: &mut Report) -> Result<(), Fault> {
    let server = Server::start(settings, &MILLION.folder().await?).await?;
    let members = Members::all();
    let cookies = server.sign_in(&members, CONNECTIONS).await?;
    let (load, ids) = (Load::of(settings, CONNECTIONS), MILLION.ids());
    let threads = |n: usize| drawn(n, 400, |dice| get(&format!("/threads/{}", dice.one(&ids)), &cookies[n]));
    let thread = drive(server.address, load, 200, threads).await?.summed();
    let chance = Seeded::new(5);
    let (mut cases, mut rows) = (Vec::new(), Vec::new());
    for (case, text) in CASES {
        let question = |n: usize, dice: &Dice| {
            let asked = Asked { text: text(dice), ..Asked::default() };
            let sealed = seal_asked(&members.roots[n], &chance, &format!("\t\t\n{}", asked.to_line()));
            get(&format!("/search?s={sealed}"), &cookies[n])
        };
        let searches = |n| drawn(n, 100, |dice| question(n, dice));
        let counted = drive(server.address, load, 200, searches).await?.summed();
        let ratio = counted.p99_ms / thread.p99_ms.max(0.001);
        let what = format!("search for {case} among a million posts, p99 beside a thread's page");
        let measured = format!("{ratio:.1} times ({:.1} ms)", counted.p99_ms);
        rows.push(row(what, measured, "at most 5", ratio <= 5.0));
        cases.push(json!({ "case": case, "counted": counted, "ratio": ratio }));
    }
    report.add("search", json!({ "posts": MILLION.posts(), "thread": thread, "cases": cases }), rows);
    Ok(())
}

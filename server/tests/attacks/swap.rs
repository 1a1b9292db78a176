//! T1: two worlds that differ in one thing: posts that A wrote in one are B's in the other. Whatever anybody else sees
//! is the same, once names, drawings and random bytes are masked.

use super::actor::{Actor, app_over};
use domain::ids::ThreadId;
use domain::names::face;
use domain::people::{Lang, Phase, Region, Sector};
use server::testing::{Answer, TestApp, TestStore, Tested};

/// Who writes in this world.
#[derive(Clone, Copy, PartialEq)]
enum By {
    A,
    B,
}

/// Everything that others see in one world: what they asked for, and the answer.
type Seen = Vec<(String, String)>;

struct Scene<'a> {
    app: &'a TestApp,
    threads: Vec<ThreadId>,
}

#[tokio::test]
async fn nobody_sees_which_of_two_members_wrote() -> Tested {
    let a = scene(app_over(TestStore::sqlite().await?, 11), By::A, false).await?;
    let b = scene(app_over(TestStore::sqlite().await?, 11), By::B, false).await?;
    assert!(a.len() > 40, "{} answers", a.len());
    assert_eq!(difference(&a, &b), None);
    Ok(())
}

/// The comparison sees what there is to see: A and B work in different sectors, and this time they show it.
#[tokio::test]
async fn a_sector_that_is_shown_tells_two_members_apart() -> Tested {
    let a = scene(app_over(TestStore::sqlite().await?, 11), By::A, true).await?;
    let b = scene(app_over(TestStore::sqlite().await?, 11), By::B, true).await?;
    assert!(difference(&a, &b).is_some());
    Ok(())
}

#[tokio::test]
async fn nobody_sees_which_of_two_members_wrote_on_postgres() -> Tested {
    let (Some(first), Some(second)) = (TestStore::postgres().await?, TestStore::postgres().await?) else {
        return Ok(());
    };
    let a = scene(app_over(first, 11), By::A, false).await?;
    let b = scene(app_over(second, 11), By::B, false).await?;
    assert_eq!(difference(&a, &b), None);
    Ok(())
}

/// The first answer that differs between two worlds, and where.
fn difference(a: &Seen, b: &Seen) -> Option<String> {
    assert_eq!(a.len(), b.len());
    let (asked, one, other) = a
        .iter()
        .zip(b)
        .map(|((asked, one), (_, other))| (asked, one, other))
        .find(|(_, one, other)| one != other)?;
    let piece = one.split('>').zip(other.split('>')).find(|(one, other)| one != other);
    Some(format!("{asked} tells them apart: {piece:?}"))
}

/// A is a student in home care in Utrecht who wrote twice before and has two sessions; B is a starter in a hospital
/// who never did anything.
async fn scene(app: TestApp, by: By, shows_sector: bool) -> Result<Seen, Box<dyn std::error::Error>> {
    let mut scene = Scene { app: &app, threads: Vec::new() };
    let (one, other) = (app.a_cohort().await, app.a_cohort().await);
    let mut a = Actor::joins(&app, &one, (Phase::ALL[0], Sector::ALL[0], Region::ALL[0])).await;
    let mut b = Actor::joins(&app, &other, (Phase::ALL[1], Sector::ALL[1], Region::ALL[1])).await;
    let mut carla = Actor::joins(&app, &one, (Phase::ALL[0], Sector::ALL[0], Region::ALL[0])).await;
    let mut daan = Actor::joins(&app, &other, (Phase::ALL[1], Sector::ALL[2], Region::ALL[2])).await;
    for words in ["De eerste keer alleen.", "Weer alleen op de afdeling."] {
        scene.threads.push(a.shares("insecurity", words, true).await);
    }
    a.signs_in().await;
    let of_carla = carla.shares("insecurity", "Ik durf niets te zeggen bij de overdracht.", true).await;
    scene.threads.push(of_carla);

    let author = if by == By::A { &mut a } else { &mut b };
    let shared = author.shares("workload", "Ik ging huilend naar huis na de dienst.", shows_sector).await;
    scene.threads.push(shared);
    let kept = author.replies(of_carla, "Zeg het eerst tegen een collega.").await.to_string();
    let gone = author.replies(of_carla, "Dit haal ik weer weg.").await.to_string();
    let edit = [("post", &*kept), ("body", "Zeg het eerst tegen iemand die je vertrouwt.")];
    assert_eq!(author.posts("/api/posts/edit", &edit).await.status, 303);
    assert_eq!(author.posts("/api/posts/remove", &[("post", &gone)]).await.status, 303);
    author.recognises(of_carla).await;

    daan.replies(shared, "Dat had ik ook, in het begin.").await;
    daan.recognises(shared).await;
    let (thread, reply) = (of_carla.to_string(), &*kept);
    let helpful = [("thread", &*thread), ("post", reply), ("on", "yes")];
    assert_eq!(carla.posts("/api/posts/mark_helpful", &helpful).await.status, 303);
    server::jobs::run(&app.state.store, &*app.state.clock).await;

    let mut seen = Vec::new();
    for reader in [&mut carla, &mut daan] {
        for language in ["nl", "en"] {
            reader.languages = language.to_owned();
            scene.read(reader, &mut seen).await;
        }
        scene.ask(reader, shared, &kept, &mut seen).await;
    }
    drop((a, b, carla, daan, scene));
    app.finish().await?;
    Ok(seen)
}

impl Scene<'_> {
    /// Every page that a member can open.
    async fn read(&self, reader: &mut Actor<'_>, seen: &mut Seen) {
        let mut pages: Vec<String> = [
            "/threads",
            "/threads?filter=unanswered",
            "/threads?filter=sector",
            "/threads?theme=workload",
            "/threads/new",
            "/themes",
            "/themes/workload",
            "/account",
            "/account/sessions",
            "/account/data",
        ]
        .map(str::to_owned)
        .to_vec();
        pages.extend(self.threads.iter().map(|thread| format!("/threads/{thread}")));
        for page in pages {
            let answer = reader.gets(&page).await;
            assert_eq!(answer.status, 200, "{page}");
            seen.push((page, self.masked(&answer).await));
        }
    }

    /// Every question that an island or a script can ask about a post.
    async fn ask(&self, reader: &mut Actor<'_>, thread: ThreadId, post: &str, seen: &mut Seen) {
        let thread = thread.to_string();
        let once = reader.once();
        let code = reader.code.clone();
        let questions: [(&str, Vec<(&str, &str)>); 8] = [
            ("/api/posts/arrived", vec![("once", &once)]),
            ("/api/posts/edit", vec![("post", post), ("body", "Van een ander.")]),
            ("/api/posts/remove", vec![("post", post)]),
            ("/api/posts/mark_helpful", vec![("thread", &thread), ("post", &thread), ("on", "yes")]),
            (
                "/api/reactions/set",
                vec![("thread", &thread), ("post", &thread), ("kind", "strength"), ("on", "yes")],
            ),
            (
                "/api/reactions/set",
                vec![("thread", &thread), ("post", post), ("kind", "strength"), ("on", "yes")],
            ),
            (
                "/api/posts/add",
                vec![("once", &once), ("thread", &thread), ("kind", "tip"), ("body", "Sterkte!")],
            ),
            ("/api/account/download", vec![("password", &code)]),
        ];
        for (question, fields) in questions {
            let answer = reader.asks(question, &fields).await;
            seen.push((question.to_owned(), self.masked(&answer).await));
        }
    }

    /// Status, headers and body, without what is random: names, drawings, ids and everything that looks like them.
    async fn masked(&self, answer: &Answer) -> String {
        let head = answer.headers.iter().filter(|(name, _)| *name != "content-length");
        let head: String =
            head.map(|(name, value)| format!("{name}: {}\n", value.to_str().unwrap_or("?"))).collect();
        // The spaces at the end fill an answer up to its size on the wire (T20), which `security/sizes.rs` looks at.
        let mut text = format!("{}\n{head}{}", answer.status, answer.text().trim_end());
        for (looks, mask) in self.faces().await {
            text = text.replace(&looks, mask);
        }
        without_nonces(&without_random(&text))
    }

    /// Every name and drawing that anybody has in any thread.
    async fn faces(&self) -> Vec<(String, &'static str)> {
        let mut looks = Vec::new();
        for thread in &self.threads {
            let mut tx = self.app.state.store.community.read().await.expect("a look");
            for (tag, number) in tx.posts().list_names(*thread).await.expect("names") {
                let face = face(&self.app.state.keys.face_bytes(&tag, number));
                looks.push((face.svg(), "(drawing)"));
                looks.extend([Lang::Nl, Lang::En].map(|lang| (face.name(lang), "(name)")));
            }
        }
        looks
    }
}

/// Long runs of hexadecimal digits become one sign.
fn without_random(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for run in text.split_inclusive(|c: char| !c.is_ascii_hexdigit()) {
        let digits = run.trim_end_matches(|c: char| !c.is_ascii_hexdigit());
        out.push_str(if digits.len() >= 16 { "#" } else { digits });
        out.push_str(&run[digits.len()..]);
    }
    out
}

/// The nonce of the content policy, in its header and in every script.
fn without_nonces(text: &str) -> String {
    let mut out = text.to_owned();
    for (begin, end) in [("'nonce-", '\''), ("nonce=\"", '"')] {
        let mut parts = out.split(begin);
        let first = parts.next().unwrap_or_default().to_owned();
        out = parts.fold(first, |text, part| {
            let rest = part.find(end).map_or("", |at| &part[at..]);
            [&text, begin, rest].concat()
        });
    }
    out
}

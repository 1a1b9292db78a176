//! What the demo members and experts wrote: thirty Dutch challenges with replies, and the experts who answered.
//!
//! The files are part of the binary. All of it is invented; no person in it exists.

use domain::people::{Phase, Region, Sector};
use domain::posts::PostKind;
use domain::themes::ThreadThemes;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

const THREADS: &str = include_str!("../../content/demo_posts.json");
const EXPERTS: &str = include_str!("../../content/demo_experts.json");

/// A challenge and its replies.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoThread {
    /// The title.
    pub title: String,
    /// The story.
    pub happened: String,
    /// The things that the author tried already.
    pub tried: Option<String>,
    /// The question of the author.
    pub question: Option<String>,
    /// Phase of the author.
    pub phase: Phase,
    /// Sector of the author.
    pub sector: Sector,
    /// Region of the author.
    pub region: Region,
    /// The slugs of its themes.
    #[serde(deserialize_with = "themes")]
    pub themes: ThreadThemes,
    /// The replies, the oldest first.
    pub replies: Vec<DemoReply>,
}

fn themes<'de, D: Deserializer<'de>>(from: D) -> Result<ThreadThemes, D::Error> {
    let slugs = String::deserialize(from)?;
    ThreadThemes::from_slugs(&slugs).ok_or_else(|| D::Error::custom("not themes"))
}

/// A reply.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoReply {
    /// Tip or support.
    pub kind: PostKind,
    /// The author.
    pub by: DemoAuthor,
    /// The words.
    pub body: String,
}

/// The author of a reply.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DemoAuthor {
    /// A member of this phase.
    Member(Phase),
    /// The expert with this slug.
    Expert(String),
}

/// A named expert.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoExpert {
    /// The word in addresses.
    pub slug: String,
    /// The name.
    pub name: String,
    /// Their title in Dutch.
    pub title_nl: String,
    /// Their title in English.
    pub title_en: String,
    /// Slug of the cluster of themes they know about.
    pub field: String,
    /// A few sentences about them, in Dutch.
    pub bio_nl: String,
    /// A few sentences about them, in English.
    pub bio_en: String,
}

/// All challenges, in the order in which they were shared.
pub fn threads() -> Result<Vec<DemoThread>, serde_json::Error> {
    serde_json::from_str(THREADS)
}

/// All experts.
pub fn experts() -> Result<Vec<DemoExpert>, serde_json::Error> {
    serde_json::from_str(EXPERTS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::posts::{QUESTION_MAX, QUESTION_MIN};
    use domain::text::{Body, Line, Title};
    use domain::themes::clusters;
    use std::collections::HashSet;

    fn is_line(text: &str, max: u32) -> bool {
        Line::parse(text, 3, max).is_ok_and(|line| line.as_str() == text)
    }

    fn is_body(text: &str) -> bool {
        Body::parse(text).is_ok_and(|body| body.as_str() == text)
    }

    #[test]
    fn every_text_passes_the_same_judgement_as_a_members_text() {
        let threads = threads().expect("the file");
        assert_eq!(threads.len(), 30);
        for thread in &threads {
            assert!(
                Title::parse(&thread.title).is_ok_and(|title| title.as_str() == thread.title),
                "{}",
                thread.title
            );
            assert!(
                is_body(&thread.happened) && thread.tried.as_deref().is_none_or(is_body),
                "{}",
                thread.title
            );
            let question = |text: &str| Line::parse(text, QUESTION_MIN, QUESTION_MAX).is_ok();
            assert!(thread.question.as_deref().is_none_or(question), "{}", thread.title);
            for reply in &thread.replies {
                assert!(is_body(&reply.body) && reply.kind != PostKind::Opening, "{}", reply.body);
            }
        }
    }

    #[test]
    fn every_reply_of_an_expert_is_by_somebody_and_every_expert_replies() {
        let experts = experts().expect("the file");
        let known: HashSet<_> = experts.iter().map(|expert| expert.slug.clone()).collect();
        assert_eq!(known.len(), experts.len());
        let threads = threads().expect("the file");
        let authors = threads.iter().flat_map(|thread| &thread.replies).filter_map(|reply| match &reply.by {
            DemoAuthor::Expert(slug) => Some(slug.clone()),
            DemoAuthor::Member(_) => None,
        });
        assert_eq!(authors.collect::<HashSet<_>>(), known);
    }

    #[test]
    fn an_expert_has_a_name_a_field_and_words_in_both_languages() {
        let experts = experts().expect("the file");
        assert_eq!(experts.iter().map(|expert| &expert.name).collect::<HashSet<_>>().len(), experts.len());
        for expert in &experts {
            assert!(expert.slug.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", expert.slug);
            assert!(clusters().iter().any(|cluster| cluster.slug == expert.field), "{}", expert.field);
            assert!(
                is_line(&expert.name, 40) && is_line(&expert.title_nl, 60) && is_line(&expert.title_en, 60)
            );
            assert!(is_line(&expert.bio_nl, 300) && is_line(&expert.bio_en, 300), "{}", expert.slug);
        }
    }

    #[test]
    fn the_challenges_are_as_various_as_the_people() {
        let threads = threads().expect("the file");
        let different = |count: usize, least: usize| assert!(count >= least, "{count} of {least}");
        different(threads.iter().flat_map(|thread| thread.themes.all()).collect::<HashSet<_>>().len(), 20);
        different(threads.iter().map(|thread| thread.sector).collect::<HashSet<_>>().len(), 10);
        different(threads.iter().map(|thread| thread.region).collect::<HashSet<_>>().len(), 14);
        different(threads.iter().map(|thread| thread.phase).collect::<HashSet<_>>().len(), 2);
    }
}

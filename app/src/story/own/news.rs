//! What is new in an own thread. Pure.

use domain::drawer::Seen;
use domain::posts::PostKind;
use domain::secrets::Tag;
use domain::steps::Step;
use store::{PostSummary, ThreadRow};

/// The news in one own thread since it was last read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Replies of others.
    pub replies: i64,
    /// Own replies that were marked as helpful.
    pub thanks: i64,
    /// The step that "Herken ik" reached, when it is a higher one.
    pub recognised: Option<Step>,
    /// All of it read: what the drawer remembers then.
    pub seen: Seen,
}

impl News {
    /// Finds what is new for `me`. Without a mark, everything after the own last word is: writing leaves no mark behind.
    pub fn of(lines: &[PostSummary], me: &Tag, thread: &ThreadRow, mark: Option<Seen>) -> Self {
        let own = |line: &&PostSummary| line.author.as_ref() == Some(me);
        let mark = mark.unwrap_or_default();
        let last_own = lines.iter().filter(own).map(|line| line.seq).max().unwrap_or(-1);
        let from = mark.seq.max(last_own);
        let replies = lines.iter().filter(|line| {
            line.shown
                && line.kind != PostKind::Opening
                && line.seq > from
                && line.author.as_ref() != Some(me)
        });
        let thanked = lines.iter().filter(own).filter(|line| line.helpful && line.shown).count() as i64;
        let opened = thread.opening_author.as_ref() == Some(me);
        let step = if opened { Step::of(thread.recognised_shown) } else { Step::None };
        let last = lines.iter().map(|line| line.seq).max().unwrap_or(0);
        Self {
            replies: replies.count() as i64,
            thanks: (thanked - mark.thanks).max(0),
            recognised: (Seen::step_of(step) > mark.step).then_some(step),
            seen: mark.and(Seen { seq: last, thanks: thanked, step: Seen::step_of(step) }),
        }
    }

    /// Tells whether there is anything to tell about a thread: replies to others' threads are shown there, and not told.
    pub fn is_told(&self, opened_by_me: bool) -> bool {
        self.thanks > 0 || self.recognised.is_some() || (opened_by_me && self.replies > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{PostId, ThreadId};
    use domain::themes::ThemeId;
    use domain::threads::Position;
    use domain::time::Day;

    const ME: Tag = Tag::from_bytes([1; 16]);
    const YOU: Tag = Tag::from_bytes([2; 16]);

    fn day() -> Day {
        Day::of("2026-11-21T12:00:00Z".parse().expect("a time"))
    }

    fn line(seq: i64, author: Option<Tag>) -> PostSummary {
        let kind = if seq == 0 { PostKind::Opening } else { PostKind::Tip };
        PostSummary { seq, kind, author, day: day(), shown: true, helpful: false }
    }

    fn thread(opened_by: Tag, recognised_shown: i64) -> ThreadRow {
        ThreadRow {
            id: ThreadId::from_bytes([9; 16]),
            position: Position(1),
            title: String::new(),
            themes: ThemeId::all().next().expect("a theme").into(),
            sector: None,
            phase: None,
            day: day(),
            listed: true,
            tips: 0,
            supports: 0,
            experts: 0,
            tips_shown: 0,
            outcome: None,
            opening: PostId::from_bytes([9; 16]),
            opening_author: Some(opened_by),
            opening_name: 0,
            recognised_shown,
            strength_shown: 0,
        }
    }

    fn mark(seq: i64, thanks: i64, step: u8) -> Option<Seen> {
        Some(Seen { seq, thanks, step })
    }

    #[test]
    fn replies_of_others_after_the_own_last_word_or_what_was_read_are_new() {
        let lines =
            [line(0, Some(ME)), line(1, Some(YOU)), line(2, None), line(3, Some(ME)), line(4, Some(YOU))];
        for (lines, mark, replies) in [
            (&lines[..1], None, 0),
            (&lines[..3], None, 2),
            (&lines[..3], mark(1, 0, 0), 1),
            (&lines[..3], mark(2, 0, 0), 0),
            (&lines[..4], None, 0),
            (&lines[..5], mark(2, 0, 0), 1),
            (&lines[..5], mark(9, 0, 0), 0),
        ] {
            assert_eq!(News::of(lines, &ME, &thread(ME, 0), mark).replies, replies, "{mark:?}");
        }
        let gone = [line(0, Some(ME)), PostSummary { shown: false, ..line(1, Some(YOU)) }];
        assert_eq!(News::of(&gone, &ME, &thread(ME, 0), None).replies, 0, "a removed reply is no news");
    }

    #[test]
    fn thanks_are_told_once() {
        let lines =
            [line(0, Some(YOU)), PostSummary { helpful: true, ..line(1, Some(ME)) }, line(2, Some(ME))];
        let news = News::of(&lines, &ME, &thread(YOU, 0), None);
        assert_eq!((news.thanks, news.is_told(false)), (1, true));
        assert_eq!(News::of(&lines, &ME, &thread(YOU, 0), Some(news.seen)).thanks, 0);
        assert_eq!(News::of(&lines[..1], &ME, &thread(YOU, 0), Some(news.seen)).thanks, 0, "taken back");
    }

    #[test]
    fn a_higher_step_is_told_to_the_one_who_opened_only() {
        let lines = [line(0, Some(ME))];
        let few = News::of(&lines, &ME, &thread(ME, 4), None);
        assert_eq!((few.recognised, few.is_told(true)), (Some(Step::Few), true));
        assert_eq!(News::of(&lines, &ME, &thread(ME, 9), Some(few.seen)).recognised, None, "the same step");
        assert_eq!(News::of(&lines, &ME, &thread(ME, 10), Some(few.seen)).recognised, Some(Step::Tens));
        assert_eq!(News::of(&lines, &ME, &thread(YOU, 10), None).recognised, None);
    }

    #[test]
    fn replies_in_threads_of_others_are_shown_but_not_told() {
        let lines = [line(0, Some(YOU)), line(1, Some(ME)), line(2, None)];
        let news = News::of(&lines, &ME, &thread(YOU, 0), None);
        assert!(news.replies == 1 && !news.is_told(false));
    }
}

//! The buttons under a tip and the bar above them. They belong to plain forms that work without JavaScript.

use crate::kit::ctx::{Ctx, Member};
use crate::kit::forms::Form;
use crate::kit::paths;
use crate::kit::template::{Rendered, SlotValue, slots};
use crate::kit::ui::{Glyph, SharedIcon};
use crate::story;
use crate::t;
use domain::people::Lang;
use domain::tried::{Marks, Tried, Wish};
use leptos::prelude::*;
use store::PostRow;

/// The form of `tried/set`.
pub const SET: Form = Form::new("tried/set").on_one_of(paths::THREADS, story::on_thread);

/// The word of an answer.
pub fn word(lang: Lang, tried: Tried) -> &'static str {
    match tried {
        Tried::Helped => t::tried::helped(lang),
        Tried::Partly => t::tried::partly(lang),
        Tried::Failed => t::tried::failed(lang),
    }
}

/// The right of a reader to mark: whether they may mark tips.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MayMark {
    /// Yes.
    Yes,
    /// The key was kept today.
    Tomorrow,
    /// The key was not kept yet.
    KeyFirst,
}

impl MayMark {
    /// The rule that holds for `me`.
    pub fn of(ctx: &Ctx, me: &Member) -> Self {
        match me.code_known {
            false => Self::KeyFirst,
            true if me.may_mark(ctx.clock.today(), ctx.mark_after_days) => Self::Yes,
            true => Self::Tomorrow,
        }
    }
}

/// "Heb jij dit geprobeerd?" with what the reader said, where a template has a slot for it. The button that is pressed takes
/// the mark back. Who may not mark yet reads from when on.
pub fn buttons(ctx: &Ctx, out: &mut Rendered, post: &PostRow, may: MayMark, mine: Option<Tried>) {
    let template = ctx.template(Buttons(may, mine), || draw(ctx.lang, may, mine));
    template.write(out, [SlotValue::Text(&post.id.to_string())]);
}

/// The forms that all tips of a thread share: a button names one of them and says which tip is meant.
pub fn forms(thread: &str) -> impl IntoView + use<> {
    let form = |wish: &'static str| {
        view! {
            <form id=format!("tried-{wish}") method="post" action=SET.action() data-tried="">
                <input type="hidden" name="thread" value=thread.to_owned()/>
                <input type="hidden" name="value" value=wish/>
            </form>
        }
    };
    Wish::all().map(Wish::slug).map(form).collect::<Vec<_>>()
}

/// The buttons are the same for everybody who said the same.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Buttons(MayMark, Option<Tried>);

fn draw(lang: Lang, may: MayMark, mine: Option<Tried>) -> AnyView {
    let [post] = slots();
    let later = match may {
        MayMark::Yes => None,
        MayMark::Tomorrow => Some(view! { <p class="sm muted">{t::tried::from_tomorrow(lang)}</p> }.into_any()),
        MayMark::KeyFirst => Some(
            view! {
                <p class="sm muted">
                    {t::tried::key_first(lang)}" "<a class="link" href=paths::JOIN_KEY>{t::posts::to_key(lang)}</a>
                </p>
            }
            .into_any(),
        ),
    };
    if let Some(later) = later {
        return view! {
            <details class="tried">
                <summary class="react-btn"><SharedIcon glyph=Glyph::Check/>{t::tried::tried(lang)}</summary>
                {later}
            </details>
        }
        .into_any();
    }
    let buttons: Vec<_> = Tried::ALL
        .iter()
        .map(|tried| {
            let on = mine == Some(*tried);
            let own = format!("tried-{}", tried.slug());
            // The island turns the pressed one back into the other.
            let back = format!("tried-{}", Wish::TakeBack.slug());
            let (form, own) = if on { (back, Some(own)) } else { (own, None) };
            view! {
                <button form=form name="post" value=post data-form=own
                    aria-pressed=if on { "true" } else { "false" }>{word(lang, *tried)}</button>
            }
        })
        .collect();
    view! {
        <details class="tried" open=mine.is_some()>
            <summary class="react-btn"><SharedIcon glyph=Glyph::Check/>{t::tried::tried(lang)}</summary>
            <fieldset><legend class="sm strong">{t::tried::ask(lang)}</legend><div class="choice">{buttons}</div></fieldset>
        </details>
    }
    .into_any()
}

/// Draws for how many people a tip worked, in steps: a sentence, three parts with a pattern each, and how sure that is for
/// whoever wants to know. The whole in one sentence for whoever does not see it.
pub fn bar(lang: Lang, marks: Marks) -> Option<AnyView> {
    let (low, high) = marks.interval().filter(|_| marks.may_be_shown())?.percents();
    let (people, percents) = (marks.at_least(), marks.percents());
    let [helped, partly, failed] = percents;
    let most = most_word(lang, percents);
    let sentence = t::tried::sentence(lang, t::tried::Sentence { failed, helped, most, partly, people });
    let starts = [0, helped, helped + partly];
    let classes = ["y", "h", "n"];
    let parts: Vec<_> = classes
        .into_iter()
        .zip(starts.into_iter().zip(percents))
        .filter(|(_, (_, width))| *width > 0)
        .map(|(class, (start, width))| {
            let (x, w) = (format!("{start}%"), format!("{width}%"));
            let to = format!("{}%", start + width);
            view! {
                <rect class=class x=x.clone() width=w height="14"/>
                <line class=format!("{class}p") x1=x x2=to y1="7" y2="7"/>
            }
        })
        .collect();
    let keys: Vec<_> = classes
        .into_iter()
        .zip(Tried::ALL.iter().zip(percents))
        .map(|(class, (tried, percent))| view! { <span class=class>{word(lang, *tried)}" "{percent}"%"</span> })
        .collect();
    Some(
        view! {
            <div class="tried-bar">
                <p class="xs strong">{t::tried::people(lang, t::tried::People { most, people })}</p>
                <svg role="img" aria-label=sentence>{parts}</svg>
                <p class="keys xs" aria-hidden="true">{keys}</p>
                <details class="xs muted">
                    <summary class="link">{t::tried::more(lang)}</summary>
                    <p>{t::tried::probably(lang, t::tried::Probably { high, low })}</p>
                </details>
            </div>
        }
        .into_any(),
    )
}

/// Whom it helped, in words: most of them, some of them, few of them.
fn most_word(lang: Lang, [helped, partly, _]: [u32; 3]) -> &'static str {
    match (helped, helped + partly) {
        (51.., _) => t::tried::helped_most(lang),
        (_, 51..) => t::tried::helped_some(lang),
        _ => t::tried::helped_few(lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_says_the_whole_in_one_sentence() {
        let html = bar(Lang::Nl, Marks { helped: 12, partly: 3, failed: 2 }).expect("a bar").to_html();
        let sentence = "10+ keer geprobeerd, hielp de meesten. Hielp 70%, hielp deels 20%, hielp niet 10%.";
        assert!(html.contains(&format!("aria-label=\"{sentence}\"")), "{html}");
        assert!(html.contains("10+ keer geprobeerd · hielp de meesten"), "{html}");
        for part in [
            r#"x="0%" width="70%" height="14" class="y""#,
            r#"x="70%" width="20%" height="14" class="h""#,
            r#"x="90%" width="10%" height="14" class="n""#,
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("style"), "{html}");
        // How sure it is stands behind a line, and no number of people stands anywhere.
        let (shown, behind) = html.split_once("<details").expect("a line that opens");
        assert!(behind.contains("45 tot 90") && !shown.contains("45"), "{html}");
        assert!(!html.contains("17") && !html.contains(">12"), "{html}");
    }

    #[test]
    fn whom_it_helped_is_said_in_words() {
        for (helped, partly, failed, words) in
            [(3, 1, 1, "hielp de meesten"), (2, 2, 1, "hielp een deel"), (1, 1, 4, "hielp weinig mensen")]
        {
            let html = bar(Lang::Nl, Marks { helped, partly, failed }).expect("a bar").to_html();
            assert!(html.contains(words), "{words}: {html}");
        }
    }

    #[test]
    fn fewer_than_five_people_have_no_bar() {
        assert!(bar(Lang::Nl, Marks { helped: 4, partly: 0, failed: 0 }).is_none());
        let all = bar(Lang::En, Marks { helped: 5, partly: 0, failed: 0 }).expect("a bar").to_html();
        assert!(!all.contains(r#"class="h" x"#) && all.contains("55 to 100 out of 100"), "{all}");
    }
}

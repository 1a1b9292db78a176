//! The buttons under a tip and the bar above them. Plain forms that work without JavaScript.

use super::{Marks, Tried};
use crate::ctx::pattern;
use crate::patterns::Shape;
use crate::t;
use crate::ui::{Glyph, Rendered, SharedIcon, Value, holes};
use domain::people::Lang;
use leptos::prelude::*;
use store::PostRow;

/// The word of an answer.
pub fn word(lang: Lang, tried: Tried) -> &'static str {
    match tried {
        Tried::Helped => t::tried::helped(lang),
        Tried::Partly => t::tried::partly(lang),
        Tried::Failed => t::tried::failed(lang),
    }
}

/// "Heb jij dit geprobeerd?" with what the reader said. The button that is pressed takes the mark back.
pub fn buttons(lang: Lang, post: &PostRow, mine: Option<Tried>) -> Rendered {
    let pattern = pattern(Shape::Tried(mine), || draw(lang, mine));
    let (thread, post) = (post.thread.to_string(), post.id.to_string());
    pattern.fill([Value::Text(&thread), Value::Text(&post)])
}

fn draw(lang: Lang, mine: Option<Tried>) -> AnyView {
    let [thread, post] = holes();
    let buttons: Vec<_> = Tried::ALL
        .iter()
        .map(|tried| {
            let on = mine == Some(*tried);
            // The island turns the pressed one back into the other.
            let slug = on.then(|| tried.slug());
            view! {
                <button name="value" value=if on { "none" } else { tried.slug() } data-slug=slug
                    aria-pressed=if on { "true" } else { "false" }>{word(lang, *tried)}</button>
            }
        })
        .collect();
    view! {
        <details class="tried" open=mine.is_some()>
            <summary class="react-btn"><SharedIcon glyph=Glyph::Check/>{t::tried::tried(lang)}</summary>
            <form method="post" action="/api/tried/set" data-tried="">
                <input type="hidden" name="thread" value=thread/>
                <input type="hidden" name="post" value=post/>
                <fieldset><legend class="sm strong">{t::tried::ask(lang)}</legend><div class="choice">{buttons}</div></fieldset>
            </form>
        </details>
    }
    .into_any()
}

/// For how many people a tip worked: three parts with a pattern each, and below them the interval of the first one.
/// The whole in one sentence for whoever does not see it.
pub fn bar(lang: Lang, marks: Marks) -> Option<AnyView> {
    let (low, high) = marks.interval().filter(|_| marks.may_be_shown())?.percents();
    let people = marks.people();
    // The places of a text are arguments in the order of the alphabet.
    let sentence = t::tried::sentence(lang, marks.failed, marks.helped, high, low, marks.partly, people);
    let percents = marks.percents();
    let starts = [0, percents[0], percents[0] + percents[1]];
    let parts: Vec<_> = ["y", "h", "n"]
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
    let (from, to) = (format!("{low}%"), format!("{high}%"));
    let keys: Vec<_> = [
        ("y", Tried::Helped, marks.helped),
        ("h", Tried::Partly, marks.partly),
        ("n", Tried::Failed, marks.failed),
    ]
    .into_iter()
    .map(|(class, tried, count)| view! { <span class=class>{word(lang, tried)}" "{count}</span> })
    .collect();
    Some(
        view! {
            <div class="tried-bar">
                <p class="xs strong">{t::tried::people(lang, people)}</p>
                <svg role="img" aria-label=sentence>
                    {parts}
                    <line class="ci" x1=from.clone() x2=to.clone() y1="19" y2="19"/>
                    <line class="ci" x1=from.clone() x2=from y1="16" y2="22"/>
                    <line class="ci" x1=to.clone() x2=to y1="16" y2="22"/>
                </svg>
                <p class="keys xs" aria-hidden="true">{keys}</p>
                <p class="xs muted" aria-hidden="true">{t::tried::probably(lang, high, low)}</p>
            </div>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_says_the_whole_in_one_sentence() {
        let html = bar(Lang::Nl, Marks { helped: 12, partly: 3, failed: 2 }).expect("a bar").to_html();
        let sentence = "Hielp bij 12 van de 17 mensen die dit probeerden, waarschijnlijk tussen 46 en 87 %. \
                        Deels bij 3, niet bij 2.";
        assert!(html.contains(&format!("aria-label=\"{sentence}\"")), "{html}");
        for part in [
            r#"x="0%" width="70%" height="14" class="y""#,
            r#"x="70%" width="18%" height="14" class="h""#,
            r#"x="88%" width="12%" height="14" class="n""#,
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("style"), "{html}");
    }

    #[test]
    fn fewer_than_five_people_have_no_bar() {
        assert!(bar(Lang::Nl, Marks { helped: 4, partly: 0, failed: 0 }).is_none());
        let all = bar(Lang::En, Marks { helped: 5, partly: 0, failed: 0 }).expect("a bar").to_html();
        assert!(!all.contains(r#"class="h" x"#) && all.contains("between 56 and 100 %"), "{all}");
    }
}

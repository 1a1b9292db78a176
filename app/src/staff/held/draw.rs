//! Words and pieces of the queue.

use crate::kit::ctx::Ctx;
use crate::kit::ui::*;
use crate::story::authorship::face_of;
use crate::story::held::Marked;
use crate::t;
use domain::held::{Reason, Verdict};
use domain::names::Face;
use domain::people::Lang;
use domain::posts::PostKind;
use domain::time::{Day, When};
use leptos::prelude::*;
use privacy::FindingKind;
use store::Held;

/// How long a post waits, as far as its day says.
pub(super) fn age(lang: Lang, day: Day, today: Day) -> String {
    match today.since(day) {
        ..=0 => t::ui::today(lang).to_owned(),
        1 => t::ui::yesterday(lang).to_owned(),
        days => t::staff_held::days(lang, days),
    }
}

/// What a post is.
pub(super) fn what(lang: Lang, kind: PostKind) -> &'static str {
    match kind {
        PostKind::Opening => t::staff_held::story(lang),
        PostKind::Tip => t::staff_held::tip(lang),
        PostKind::Support => t::staff_held::support(lang),
    }
}

/// What was found, in a word or two.
pub(super) fn kind_word(lang: Lang, kind: Option<FindingKind>) -> &'static str {
    match kind {
        Some(FindingKind::Name) => t::staff_held::kind_name(lang),
        Some(FindingKind::Bsn) => t::staff_held::kind_bsn(lang),
        Some(FindingKind::Phone) => t::staff_held::kind_phone(lang),
        Some(FindingKind::Email) => t::staff_held::kind_email(lang),
        Some(FindingKind::Address) => t::staff_held::kind_address(lang),
        Some(FindingKind::Postcode) => t::staff_held::kind_postcode(lang),
        Some(FindingKind::Date) => t::staff_held::kind_date(lang),
        Some(FindingKind::Age) => t::staff_held::kind_age(lang),
        Some(FindingKind::Room) => t::staff_held::kind_room(lang),
        Some(FindingKind::Ward) => t::staff_held::kind_ward(lang),
        Some(FindingKind::Organisation) => t::staff_held::kind_organisation(lang),
        Some(FindingKind::Place) => t::staff_held::kind_place(lang),
        Some(FindingKind::Link) => t::staff_held::kind_link(lang),
        Some(FindingKind::Profile) => t::staff_held::kind_profile(lang),
        Some(FindingKind::Big) => t::staff_held::kind_big(lang),
        Some(FindingKind::Key) => t::staff_held::kind_key(lang),
        None => t::staff_held::kind_other(lang),
    }
}

/// What a verdict is called where it is told.
pub(super) fn verdict_word(lang: Lang, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Released => t::staff_held::verdict_released(lang),
        Verdict::Asked => t::staff_held::verdict_asked(lang),
        Verdict::Removed => t::staff_held::verdict_removed(lang),
    }
}

/// The reason that fits what was found, chosen before somebody chooses another.
pub(super) fn fitting(kinds: &[FindingKind]) -> Reason {
    match kinds.first() {
        Some(kind) if kind.held() => Reason::Reaches,
        Some(FindingKind::Name | FindingKind::Age | FindingKind::Big | FindingKind::Date) => Reason::Person,
        Some(FindingKind::Room) => Reason::Client,
        Some(_) => Reason::Place,
        None => Reason::Rules,
    }
}

/// The face of the author in this thread, as any reader sees it.
pub(super) fn face(ctx: &Ctx, held: &Held) -> Face {
    face_of(ctx, &held.tag, held.name)
}

/// The post with its marks, as it would stand there.
pub(super) fn card(ctx: &Ctx, marked: &Marked) -> AnyView {
    let (lang, held) = (ctx.lang, &marked.held);
    let phase = held.phase.map(|phase| phase.label(lang).to_owned());
    let sector = held.sector.map(|sector| sector.short_label(lang).to_owned());
    let what = (held.kind != PostKind::Opening).then(|| what(lang, held.kind).to_owned());
    let when = when_word(lang, When::of(held.day, ctx.clock.today()));
    let details = [what, phase, sector, Some(when)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let tags = held.themes.map(|themes| {
        let tags: Vec<_> =
            themes.all().map(|theme| view! { <span class="tag">{theme.label(lang)}</span> }).collect();
        view! { <div class="row row--s row--wrap">{tags}</div> }
    });
    view! {
        <article class="card stack held-post" aria-label=t::staff_held::this_one(lang)>
            <ByLine face=face(ctx, held) details/>
            {marked.title().map(|title| view! { <h2 class="h3">{title}</h2> })}
            <div class="stack">{marked.story(lang)}</div>
            {tags}
        </article>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_is_told_in_days() {
        let today = Day::BEGIN.plus(100);
        for (days, words) in [(0, "vandaag"), (-1, "vandaag"), (1, "gisteren"), (3, "al 3 dagen")] {
            assert_eq!(age(Lang::Nl, today.plus(-days), today), words);
        }
    }

    #[test]
    fn the_reason_that_is_proposed_fits_what_was_found() {
        for (kinds, reason) in [
            (&[FindingKind::Phone, FindingKind::Name][..], Reason::Reaches),
            (&[FindingKind::Name], Reason::Person),
            (&[FindingKind::Room], Reason::Client),
            (&[FindingKind::Ward], Reason::Place),
            (&[], Reason::Rules),
        ] {
            assert_eq!(fitting(kinds), reason, "{kinds:?}");
        }
    }
}

//! The pages of the program that can be found: themes, help, pages about the platform.

use crate::kit::paths;
use crate::t;
use domain::people::Lang;
use domain::search::{Leaf, LeafKind, Leaves};
use domain::themes::{HELP_LINES, ThemeId};
use std::sync::OnceLock;

/// All of them in one language; indexed once.
pub fn of(lang: Lang) -> &'static Leaves {
    static DUTCH: OnceLock<Leaves> = OnceLock::new();
    static ENGLISH: OnceLock<Leaves> = OnceLock::new();
    match lang {
        Lang::Nl => DUTCH.get_or_init(|| Leaves::of(all(lang))),
        Lang::En => ENGLISH.get_or_init(|| Leaves::of(all(lang))),
    }
}

/// The kind of page, in words.
pub fn kind_word(lang: Lang, kind: LeafKind) -> &'static str {
    match kind {
        LeafKind::Thread => t::search::kind_thread(lang),
        LeafKind::Theme => t::search::kind_theme(lang),
        LeafKind::Help => t::search::kind_help(lang),
        LeafKind::About => t::search::kind_about(lang),
    }
}

fn all(lang: Lang) -> Vec<Leaf> {
    let leaf = |kind, href: &str, title: &str, text: String| Leaf {
        kind,
        href: href.to_owned(),
        title: title.to_owned(),
        text,
    };
    let help_page = [
        t::help::lead(lang),
        t::help::talk(lang),
        t::help::suicide(lang),
        t::help::suicide_text(lang),
        t::help::danger(lang),
        t::help::chat_text(lang),
        t::search::help_words(lang),
    ];
    let mut leaves = vec![leaf(LeafKind::Help, paths::HELP, t::help::title(lang), help_page.join(" "))];
    leaves.extend(HELP_LINES.iter().map(|line| {
        leaf(
            LeafKind::Help,
            paths::HELP,
            line.label(lang),
            [line.slug, line.number.unwrap_or_default()].join(" "),
        )
    }));
    leaves.extend(ThemeId::all().map(|theme| {
        let href = paths::theme(theme);
        leaf(LeafKind::Theme, &href, theme.label(lang), theme.cluster().label(lang).to_owned())
    }));
    let about = [
        (paths::WHO_SEES_WHAT, t::search::who_title(lang), t::search::who_words(lang)),
        (paths::PRIVACY, t::search::privacy_title(lang), t::search::privacy_words(lang)),
        (paths::TERMS, t::search::terms_title(lang), t::search::terms_words(lang)),
        (paths::COOKIES, t::search::cookies_title(lang), ""),
        (paths::DATA, t::search::data_title(lang), t::search::data_words(lang)),
    ];
    leaves.extend(about.map(|(href, title, text)| leaf(LeafKind::About, href, title, text.to_owned())));
    leaves
}

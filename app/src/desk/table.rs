//! Tables of staff: sorted by a link in the head, narrowed by a form that asks for a page (GET), read portion by portion by a link, and
//! taken along by the same question. Rendered here, so they work without JavaScript; on a phone each row is a card.
//!
//! What a table may be asked is one constant, [`Shape`]; what an address asks is a [`TableQuery`], which holds nothing that the shape
//! does not name. A filter is a closed list of words: nothing that somebody typed stands in an address (S29).

use crate::kit::drawing::use_lang;
use crate::kit::page::Query;
use crate::kit::ui::{Empty, Glyph, Icon, Mood};
use crate::t;
use domain::people::Lang;
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::str::FromStr;

/// The longest mark of a place in a table: that of a row after which the next portion begins.
const LONGEST_AFTER: usize = 120;

/// A column.
#[derive(Clone, Copy)]
pub struct Column {
    /// Its word in an address.
    pub name: &'static str,
    /// Its heading.
    pub words: fn(Lang) -> &'static str,
    /// True when the rows can be sorted by it.
    pub sorts: bool,
}

/// What a table may be asked.
pub struct Shape {
    /// The address of its page.
    pub path: &'static str,
    /// Its columns; the first one says what a row is about.
    pub columns: &'static [Column],
    /// The column, and true for the last first, by which the rows are sorted unless an address says otherwise.
    pub sorted: (&'static str, bool),
    /// The names of its filters.
    pub filters: &'static [&'static str],
}

/// The query of an address of a table, as it came. [`Asked::of`] reads it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Asked(BTreeMap<String, String>);

impl Asked {
    /// What is asked of a table of this shape. What it does not know counts as not asked for.
    pub fn of(Query(Self(mut asked)): Query<Self>, shape: &'static Shape) -> TableQuery {
        let known = |name: &str| shape.columns.iter().find(|column| column.sorts && column.name == name);
        let named = asked.get("sort").and_then(|name| known(name));
        let down = asked.get("down").is_some_and(|down| down == "yes");
        let filters = shape.filters.iter().filter_map(|name| {
            let word = asked.remove(*name)?;
            let plain =
                word.len() <= 60 && word.bytes().all(|c| c.is_ascii_alphanumeric() || b"_-".contains(&c));
            (plain && !word.is_empty()).then_some((*name, word))
        });
        let filters = filters.collect();
        let after = asked.remove("after").filter(|after| (1..=LONGEST_AFTER).contains(&after.len()));
        let (sort, down) = named.map_or(shape.sorted, |column| (column.name, down));
        TableQuery { shape, sort, down, filters, after }
    }
}

/// What an address asks of a table.
#[derive(Clone)]
pub struct TableQuery {
    shape: &'static Shape,
    /// The column by which the rows are sorted: one of the shape.
    pub sort: &'static str,
    /// True for the last one first.
    pub down: bool,
    filters: BTreeMap<&'static str, String>,
    after: Option<String>,
}

impl TableQuery {
    /// The word that was chosen in a filter, when it is one that can be read as `T`.
    pub fn filter<T: FromStr>(&self, name: &str) -> Option<T> {
        self.filters.get(name)?.parse().ok()
    }

    /// The row after which the portion begins, when it can be read as `T`.
    pub fn after<T: FromStr>(&self) -> Option<T> {
        self.after.as_deref()?.parse().ok()
    }

    /// Returns true when some filter is set.
    pub fn is_filtered(&self) -> bool {
        !self.filters.is_empty()
    }

    /// The address that asks the same from the beginning.
    fn first(&self) -> String {
        self.address(self.sort, self.down, None)
    }

    /// The address of the next portion, which begins after this row.
    fn next(&self, after: &str) -> String {
        self.address(self.sort, self.down, Some(after))
    }

    /// The address that sorts by this column: the other way round when that is what it does already.
    fn by(&self, column: &'static str) -> String {
        self.address(column, column == self.sort && !self.down, None)
    }

    fn address(&self, sort: &'static str, down: bool, after: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.filters);
        if (sort, down) != self.shape.sorted {
            query.append_pair("sort", sort);
            if down {
                query.append_pair("down", "yes");
            }
        }
        if let Some(after) = after {
            query.append_pair("after", after);
        }
        let (path, query) = (self.shape.path, query.finish());
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

/// A filter above a table: a closed list.
pub struct Choices {
    /// Its name, one of those of the shape.
    pub name: &'static str,
    /// The question.
    pub label: &'static str,
    /// What can be chosen: a word for the address, and what people read. Nothing chosen is everything.
    pub words: Vec<(String, String)>,
}

/// A row: a cell for each column, and the page that it leads to from its first one.
pub struct TableRow {
    /// The cells.
    pub cells: Vec<AnyView>,
    /// The page about it.
    pub href: Option<String>,
}

/// A table of staff.
#[component]
pub fn Table(
    /// What was asked.
    query: TableQuery,
    /// What is in it, for who does not see what stands around it.
    #[prop(into)]
    caption: String,
    /// The filters above it.
    #[prop(optional)]
    choices: Vec<Choices>,
    /// This portion of the rows.
    rows: Vec<TableRow>,
    /// The mark of the last row, when more follow.
    #[prop(optional_no_strip)]
    next: Option<String>,
    /// What it says when nothing was found and nothing is filtered: a name and a sentence.
    empty: (&'static str, &'static str),
) -> impl IntoView {
    let lang = use_lang();
    let filters = (!choices.is_empty()).then(|| filters(&query, choices, lang));
    let above = filters.map(|filters| view! { <div class="table-top">{filters}</div> });
    if rows.is_empty() {
        return view! { {above}{nothing(&query, empty, lang)} }.into_any();
    }
    let heads: Vec<_> = query.shape.columns.iter().map(|column| head(&query, column, lang)).collect();
    let body: Vec<_> = rows.into_iter().map(|row| drawn(&query, row, lang)).collect();
    let more = next.map(|next| {
        view! { <a class="btn btn--s" href=query.next(&next)>{t::staff::more_rows(lang)}</a> }
    });
    let again = query.after.is_some().then(|| {
        let first = query.first();
        view! { <a class="btn btn--s btn--quiet" href=first>{t::staff::first_rows(lang)}</a> }
    });
    let below = (more.is_some() || again.is_some()).then(
        || view! { <nav class="row table-more" aria-label=t::staff::portions(lang)>{again}{more}</nav> },
    );
    // The roles are those that a table has: some browsers forget them where style makes cards of its rows.
    view! {
        {above}
        <table class="table" role="table">
            <caption class="vh">{caption}</caption>
            <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
            <tbody role="rowgroup">{body}</tbody>
        </table>
        {below}
    }
    .into_any()
}

fn head(query: &TableQuery, column: &'static Column, lang: Lang) -> AnyView {
    let words = (column.words)(lang);
    if !column.sorts {
        return view! { <th role="columnheader" scope="col">{words}</th> }.into_any();
    }
    let now = query.sort == column.name;
    let sorted = now.then_some(if query.down { "descending" } else { "ascending" });
    let glyph = if now && query.down { Glyph::CaretDown } else { Glyph::CaretUp };
    let arrow = now.then(|| view! { <Icon glyph/> });
    view! { <th role="columnheader" scope="col" aria-sort=sorted><a href=query.by(column.name)>{words}{arrow}</a></th> }.into_any()
}

fn drawn(query: &TableQuery, row: TableRow, lang: Lang) -> AnyView {
    let TableRow { cells, mut href } = row;
    let cells: Vec<_> = cells
        .into_iter()
        .zip(query.shape.columns)
        .enumerate()
        .map(|(number, (cell, column))| {
            let words = (column.words)(lang);
            match (number, href.take()) {
                (0, Some(href)) => {
                    view! { <th role="rowheader" scope="row"><a class="table-link" href=href>{cell}</a></th> }
                        .into_any()
                }
                (0, None) => view! { <th role="rowheader" scope="row">{cell}</th> }.into_any(),
                // The heading stands in each card of a phone.
                _ => view! { <td role="cell" data-head=words>{cell}</td> }.into_any(),
            }
        })
        .collect();
    view! { <tr role="row">{cells}</tr> }.into_any()
}

fn filters(query: &TableQuery, choices: Vec<Choices>, lang: Lang) -> AnyView {
    let fields: Vec<_> = choices
        .into_iter()
        .map(|Choices { name, label, words }| {
            let chosen = query.filters.get(name).cloned().unwrap_or_default();
            let options: Vec<_> = words
                .into_iter()
                .map(|(word, read)| {
                    let here = word == chosen;
                    view! { <option value=word selected=here>{read}</option> }
                })
                .collect();
            let id = format!("filter-{name}");
            view! {
                <div class="field field--d">
                    <label for=id.clone()>{label}</label>
                    <select class="input input--d" id=id name=name><option value="">{t::staff::all(lang)}</option>{options}</select>
                </div>
            }
        })
        .collect();
    let usual = (query.sort, query.down) == query.shape.sorted;
    let sort = (!usual).then(|| {
        let down = query.down.then(|| view! { <input type="hidden" name="down" value="yes"/> });
        view! { <input type="hidden" name="sort" value=query.sort/>{down} }
    });
    let all = query.is_filtered().then(|| {
        view! { <a class="btn btn--s btn--quiet" href=query.shape.path>{t::staff::all_rows(lang)}</a> }
    });
    view! {
        <form class="filters" method="get" action=query.shape.path>
            {fields}{sort}
            <button class="btn btn--s" type="submit">{t::staff::filter(lang)}</button>{all}
        </form>
    }
    .into_any()
}

/// Nothing was found: by these filters, or at all.
fn nothing(query: &TableQuery, (title, text): (&'static str, &'static str), lang: Lang) -> AnyView {
    let path = query.shape.path;
    match query.is_filtered() || query.after.is_some() {
        true => view! {
            <Empty mood=Mood::Aside title=t::staff::nothing_found(lang) text=t::staff::nothing_found_text(lang)>
                <a class="btn" href=path>{t::staff::all_rows(lang)}</a>
            </Empty>
        }
        .into_any(),
        false => view! { <Empty title=title text=text>""</Empty> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::ui::fields::hostile;

    static SHAPE: Shape = Shape {
        path: "/staff/log",
        columns: &[
            Column { name: "when", words: |_| "Wanneer", sorts: true },
            Column { name: "who", words: |_| "Wie", sorts: true },
            Column { name: "what", words: |_| "Wat", sorts: false },
        ],
        sorted: ("when", true),
        filters: &["kind", "zone"],
    };

    fn asked(query: &str) -> TableQuery {
        let uri = format!("/staff/log?{query}").parse().expect("an address");
        let asked = axum::extract::Query::try_from_uri(&uri).map(|axum::extract::Query(asked)| asked);
        Asked::of(Query(asked.unwrap_or_default()), &SHAPE)
    }

    #[test]
    fn an_address_asks_what_the_shape_knows_and_nothing_else() {
        for (query, sort, down, address) in [
            ("", "when", true, "/staff/log"),
            ("sort=who", "who", false, "/staff/log?sort=who"),
            ("sort=who&down=yes", "who", true, "/staff/log?sort=who&down=yes"),
            ("sort=when", "when", false, "/staff/log?sort=when"),
            ("sort=when&down=yes", "when", true, "/staff/log"),
            ("sort=what", "when", true, "/staff/log"),
            ("sort=tag%27--", "when", true, "/staff/log"),
            ("kind=set_roles&other=1", "when", true, "/staff/log?kind=set_roles"),
            ("kind=%22%3E%3Cscript%3E", "when", true, "/staff/log"),
            ("kind=", "when", true, "/staff/log"),
            ("kind=a&kind=b", "when", true, "/staff/log?kind=b"),
            ("after=9-x&zone=staff", "when", true, "/staff/log?zone=staff"),
        ] {
            let query_of = asked(query);
            assert_eq!((query_of.sort, query_of.down), (sort, down), "{query}");
            assert_eq!(query_of.first(), address, "{query}");
        }
    }

    #[test]
    fn what_is_asked_is_kept_from_portion_to_portion() {
        let query = asked("sort=who&kind=set_roles&after=12");
        assert_eq!(query.after::<u32>(), Some(12));
        assert_eq!(query.filter::<String>("kind").as_deref(), Some("set_roles"));
        assert_eq!(query.next("a&b"), "/staff/log?kind=set_roles&sort=who&after=a%26b");
        assert_eq!(query.by("who"), "/staff/log?kind=set_roles&sort=who&down=yes");
        assert_eq!(query.by("when"), "/staff/log?kind=set_roles&sort=when");
        assert_eq!(asked("after=").after::<u32>(), None);
        assert_eq!(asked(&format!("after={}", "9".repeat(200))).after::<String>(), None);
    }

    fn table(query: &str, rows: Vec<TableRow>, next: Option<String>) -> String {
        let choices = vec![Choices {
            name: "kind",
            label: "Soort",
            words: vec![("set_roles".into(), "rollen".into()), ("sign_in".into(), "inloggen".into())],
        }];
        let query = asked(query);
        view! { <Table query caption="Log" choices rows next empty=("Leeg", "Nog niets.")/> }.to_html()
    }

    fn row(text: &str) -> TableRow {
        let cells = (0..3).map(|_| text.to_owned().into_any()).collect();
        TableRow { cells, href: Some("/staff/log".into()) }
    }

    #[test]
    fn a_table_says_how_it_is_sorted_and_where_more_is() {
        let html = table("sort=who&kind=sign_in", vec![row("x")], Some("7".into()));
        for part in [
            r#"aria-sort="ascending"><a href="/staff/log?kind=sign_in&amp;sort=who&amp;down=yes">"#,
            r#"<option value="sign_in" selected>"#,
            r#"href="/staff/log?kind=sign_in&amp;sort=who&amp;after=7""#,
            r#"<input type="hidden" name="sort" value="who">"#,
            r#"<td role="cell" data-head="Wie">"#,
            r#"<caption class="vh">Log"#,
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert_eq!(html.matches("aria-sort").count(), 1);
    }

    #[test]
    fn nothing_found_is_said_and_led_back_from() {
        assert!(table("", Vec::new(), None).contains("Nog niets."));
        let html = table("kind=sign_in", Vec::new(), None);
        assert!(
            !html.contains("Nog niets.") && html.contains(r#"<a href="/staff/log" class="btn">"#),
            "{html}"
        );
        assert!(!html.contains("<table"), "{html}");
    }

    #[test]
    fn hostile_text_stays_text() {
        for text in hostile::TEXTS {
            let html = table("", vec![row(text)], Some(text.to_owned()));
            hostile::assert_harmless(&html.replace("<svg ", "<"), text);
        }
    }
}

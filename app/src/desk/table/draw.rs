//! How a table is drawn.

use super::{Column, Listed, TableQuery};
use crate::kit::drawing::use_lang;
use crate::kit::forms::Form;
use crate::kit::ui::{Empty, Glyph, Icon, Mood};
use crate::t;
use domain::people::Lang;
use leptos::prelude::*;

/// A filter above a table: a closed list.
pub struct Choices {
    /// Its name, one of those of the shape.
    pub name: &'static str,
    /// The question.
    pub label: &'static str,
    /// What can be chosen: a word for the address, and what people read. Nothing chosen is everything.
    pub words: Vec<(String, String)>,
}

/// A table of staff.
#[component]
pub fn Table<R: Listed>(
    /// What was asked.
    query: TableQuery,
    /// What is in it, for who does not see what stands around it.
    #[prop(into)]
    caption: String,
    /// The filters above it.
    #[prop(optional)]
    choices: Vec<Choices>,
    /// This portion of the rows.
    rows: Vec<R>,
    /// The place after which more follow.
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
    let body: Vec<_> = rows.iter().map(|row| drawn(&query, row, lang)).collect();
    let more = next.map(|next| {
        view! { <a class="btn btn--s" href=query.next(&next)>{t::staff::more_rows(lang)}</a> }
    });
    let again = query.is_later().then(|| {
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

fn drawn(query: &TableQuery, row: &impl Listed, lang: Lang) -> AnyView {
    let mut href = row.href();
    let cells: Vec<_> = query
        .shape
        .columns
        .iter()
        .enumerate()
        .map(|(number, column)| {
            let (cell, words) = (row.cell(column.name), (column.words)(lang));
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

/// The fields that ask for the order of the table.
fn order(query: &TableQuery) -> Vec<AnyView> {
    query
        .order()
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> }.into_any())
        .collect()
}

/// The form that takes along what a table shows, and all that follows it.
pub fn export_form(lang: Lang, query: &TableQuery, form: &Form) -> AnyView {
    let filters: Vec<_> = query
        .filters
        .iter()
        .map(|(name, word)| view! { <input type="hidden" name=*name value=word.clone()/> })
        .collect();
    view! {
        <form method="post" action=form.action()>
            {filters}{order(query)}
            <button class="btn btn--s btn--quiet" type="submit"><Icon glyph=Glyph::DownloadSimple/>{t::staff::export(lang)}</button>
        </form>
    }
    .into_any()
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
    let all = query.is_filtered().then(|| {
        view! { <a class="btn btn--s btn--quiet" href=query.shape.path>{t::staff::all_rows(lang)}</a> }
    });
    view! {
        <form class="filters" method="get" action=query.shape.path>
            {fields}{order(query)}
            <button class="btn btn--s" type="submit">{t::staff::filter(lang)}</button>{all}
        </form>
    }
    .into_any()
}

/// Nothing was found: by these filters, or at all.
fn nothing(query: &TableQuery, (title, text): (&'static str, &'static str), lang: Lang) -> AnyView {
    let path = query.shape.path;
    match query.is_filtered() || query.is_later() {
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
    use crate::desk::table::query::tests::asked;
    use crate::kit::ui::fields::hostile;

    struct Named(String);

    impl Listed for Named {
        fn id(&self) -> String {
            String::new()
        }
        fn text(&self, _: &str) -> String {
            self.0.clone()
        }
        fn href(&self) -> Option<String> {
            Some("/staff/log".into())
        }
    }

    fn table(query: &str, rows: Vec<Named>, next: Option<String>) -> String {
        let choices = vec![Choices {
            name: "kind",
            label: "Soort",
            words: vec![("set_roles".into(), "rollen".into()), ("sign_in".into(), "inloggen".into())],
        }];
        let query = asked(query);
        view! { <Table query caption="Log" choices rows next empty=("Leeg", "Nog niets.")/> }.to_html()
    }

    fn row(text: &str) -> Named {
        Named(text.to_owned())
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

    const EXPORT: Form = Form::new("staff/log/export").on("/staff/log");

    #[test]
    fn a_file_is_asked_for_as_the_table_is() {
        let fields = |query| export_form(Lang::Nl, &asked(query), &EXPORT).to_html();
        let html = fields("sort=who&down=yes&kind=sign_in&after=7&other=1");
        for part in [
            r#"action="/api/staff/log/export""#,
            r#"<input type="hidden" name="kind" value="sign_in">"#,
            r#"<input type="hidden" name="sort" value="who">"#,
            r#"<input type="hidden" name="down" value="yes">"#,
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert_eq!(html.matches("<input").count(), 3, "from its beginning: {html}");
        assert_eq!(fields("").matches("<input").count(), 0);
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

//! Where what people type could become HTML or SQL.

use super::text::{Source, all, between_brackets, in_string};

pub(super) fn raw_sinks(source: &Source) -> Vec<usize> {
    if !source.path.starts_with("app/src/") || source.path.starts_with("app/src/kit/ui/") {
        return Vec::new();
    }
    let sinks = ["<textarea", "<Title", "inner_html"];
    sinks.iter().flat_map(|sink| all(&source.text, sink)).filter(|at| !in_string(&source.text, *at)).collect()
}

/// `format!` between the brackets of `query(…)`, `query_as(…)`, `query_scalar(…)`.
pub(super) fn built_queries(source: &Source) -> Vec<usize> {
    let calls = ["query(", "query_as(", "query_scalar(", "query_with(", "raw_sql("];
    let built = |at: &usize| {
        let call = &source.text[*at..];
        let open = call.find('(').unwrap_or(0);
        between_brackets(&call[open..]).contains("format!")
    };
    calls.iter().flat_map(|call| all(&source.text, call)).filter(built).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::broken;

    #[test]
    fn raw_sinks_are_seen_outside_ui_and_outside_strings() {
        assert_eq!(broken("app/src/members/posts/pages.rs", "view! { <textarea>{text}</textarea> }"), 1);
        assert_eq!(broken("app/src/members/posts/pages.rs", "view! { <p inner_html=text/> }"), 1);
        assert_eq!(broken("app/src/kit/ui/text_area.rs", "view! { <textarea>{text}</textarea> }"), 0);
        assert_eq!(
            broken("app/src/members/posts/pages.rs", "assert!(html.contains(\"<textarea\"));\n// <textarea"),
            0
        );
    }

    #[test]
    fn a_query_made_from_text_is_seen() {
        assert_eq!(broken("store/src/posts.rs", "sqlx::query(&format!(\"select {x}\"))"), 1);
        assert_eq!(broken("store/src/posts.rs", "sqlx::query(FIND).bind(format!(\"{x}\"))"), 0);
    }
}

//! The attribute of a server function: its address, and what a GET may do.

use super::text::{Source, all, between_brackets, in_string};

pub(super) fn changing_get(source: &Source) -> Vec<usize> {
    let changes = |at: &usize| {
        let attribute = between_brackets(&source.text[at + "#[server".len()..]);
        let name = source.text[*at..].split_once("fn ").map_or("", |(_, rest)| rest);
        attribute.contains("GetUrl")
            && !["get_", "list_", "find_", "count_"].iter().any(|read| name.starts_with(read))
    };
    all(&source.text, "#[server(").into_iter().filter(changes).collect()
}

pub(super) fn missing_endpoints(source: &Source) -> Vec<usize> {
    let mut bare = all(&source.text, "#[server]");
    let missing = |at: &usize| {
        let attribute = between_brackets(&source.text[at + "#[server".len()..]);
        // These two stand on an argument, not on a function.
        !attribute.contains("endpoint") && !["(default", "(flatten"].contains(&attribute)
    };
    bare.extend(all(&source.text, "#[server(").into_iter().filter(missing));
    bare.retain(|at| source.path.starts_with("app/") && !in_string(&source.text, *at));
    bare
}

#[cfg(test)]
mod tests {
    use crate::rules::broken;

    #[test]
    fn a_get_that_changes_something_is_seen() {
        let get =
            |name: &str| format!("#[server(endpoint = \"a/b\", input = GetUrl)]\npub async fn {name}() {{}}");
        assert_eq!(broken("app/src/members/posts/api.rs", &get("remove_post")), 1);
        assert_eq!(broken("app/src/members/posts/api.rs", &get("list_posts")), 0);
    }

    #[test]
    fn a_server_function_without_an_address_is_seen() {
        assert_eq!(
            broken("app/src/members/posts/api.rs", "#![expect(missing_docs, reason = \"#[server] writes\")]"),
            0
        );
        assert_eq!(broken("app/src/members/posts/api.rs", "#[server]\nasync fn add_post() {}"), 1);
        assert_eq!(
            broken("app/src/members/posts/api.rs", "#[server(input = PostUrl)]\nasync fn add_post() {}"),
            1
        );
        assert_eq!(
            broken(
                "app/src/members/posts/api.rs",
                "#[server(endpoint = \"posts/add\")]\nasync fn add_post() {}"
            ),
            0
        );
    }
}

//! What pages have in common: fragments that are the same on each of them, and templates of pieces that differ in a few
//! values only. Both are made of views once and kept for good.
//!
//! Nothing here is of anybody: no text, no row, no day, no reader. What a reader sees is filled in each time, so nothing is
//! ever out of date and no word of a member stays in memory. A key is a small type of the place that draws it, and there are as
//! many pieces as it has values.

use crate::kit::template::{Rendered, Template};
use domain::people::Lang;
use leptos::prelude::AnyView;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{PoisonError, RwLock};

/// The fragments and templates of one process.
#[derive(Default)]
pub struct Templates {
    fragments: ByKey,
    templates: ByKey,
}

impl Templates {
    /// The fragment of this key.
    pub fn fragment<K>(&self, key: K, lang: Lang, render: impl FnOnce() -> AnyView) -> Rendered
    where
        K: Copy + Eq + Hash + Send + Sync + 'static,
    {
        self.fragments.get((key, lang), || Rendered::of(render()).for_good())
    }

    /// The template of this key, whose slots are still to be filled.
    pub fn template<K>(&self, key: K, lang: Lang, render: impl FnOnce() -> AnyView) -> &'static Template
    where
        K: Copy + Eq + Hash + Send + Sync + 'static,
    {
        self.templates.get((key, lang), || Template::of(render()).for_good())
    }
}

/// Fragments or templates that were made, by the type of their key and by the key.
#[derive(Default)]
struct ByKey(RwLock<HashMap<TypeId, Box<dyn Any + Send + Sync>>>);

impl ByKey {
    fn get<K, V>(&self, key: K, make: impl FnOnce() -> V) -> V
    where
        K: Copy + Eq + Hash + Send + Sync + 'static,
        V: Clone + Send + Sync + 'static,
    {
        let made_before = {
            let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
            let of_type = all.get(&TypeId::of::<(K, V)>());
            of_type.and_then(|made| made.downcast_ref::<HashMap<K, V>>()?.get(&key).cloned())
        };
        // Two who make the same get the same.
        made_before.unwrap_or_else(|| {
            let made = make();
            let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
            let of_type =
                all.entry(TypeId::of::<(K, V)>()).or_insert_with(|| Box::new(HashMap::<K, V>::new()));
            if let Some(of_type) = of_type.downcast_mut::<HashMap<K, V>>() {
                of_type.insert(key, made.clone());
            }
            made
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos::prelude::*;
    use std::cell::Cell;

    #[derive(Clone, Copy, PartialEq, Eq, Hash)]
    struct Save(bool);
    #[derive(Clone, Copy, PartialEq, Eq, Hash)]
    struct Other(bool);

    #[test]
    fn a_piece_is_made_once_per_key_and_language() {
        let templates = Templates::default();
        let made = Cell::new(0);
        let view = |saved: bool, lang: Lang| {
            made.set(made.get() + 1);
            view! { <p>{lang.slug()}{saved}</p> }.into_any()
        };
        let ask = |saved, lang: Lang| {
            templates.template(Save(saved), lang, || view(saved, lang)).fill([]).into_view().to_html()
        };
        let first = ask(true, Lang::Nl);
        assert_eq!((ask(true, Lang::Nl), made.get()), (first, 1));
        assert!(ask(true, Lang::En).contains("en"));
        ask(false, Lang::Nl);
        assert_eq!(made.get(), 3);
        templates.template(Other(true), Lang::Nl, || view(true, Lang::Nl));
        assert_eq!(made.get(), 4, "a key of another place is another key");
    }
}

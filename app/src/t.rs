//! Every text that people read, as functions made from `locales/` by `build.rs`:
//! `t::threads::title(lang)`, `t::threads::hello(lang, name)`, `t::threads::tips(lang, 3)`.

include!(concat!(env!("OUT_DIR"), "/t.rs"));

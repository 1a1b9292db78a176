//! Every text that people read, as functions made from `locales/` by `build.rs`:
//! `t::threads::title(lang)`, `t::threads::hello(lang, name)`, `t::threads::tips(lang, 3)`. A text with two places or more takes
//! them by name: `t::ui::step_of(lang, t::ui::StepOf { now, of })`.

include!(concat!(env!("OUT_DIR"), "/t.rs"));

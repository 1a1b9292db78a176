//! What every page is made with. Knows no feature and no story.

pub mod assets;
pub mod cookies;
pub mod ctx;
pub mod deed;
pub mod document;
pub mod drawing;
pub mod error;
pub mod forms;
pub mod headers;
pub mod i18n;
pub mod limits;
pub mod memory;
pub mod page;
pub mod paths;
pub mod request;
pub mod session;
mod shell;
pub mod staff;
pub mod state;
pub mod template;
pub mod templates;
pub mod ui;
pub mod who;

//! The phone: a slow processor on a slow network, in Debian's Chromium (end2end/bench/phone.mjs).

use crate::Fault;
use crate::data::SMALL;
use crate::members::Members;
use crate::server::Server;
use crate::settings::{Settings, root};
use serde::{Deserialize, Serialize};
use std::process::{Command, Stdio};

/// All that a member sees and waits for. Times in milliseconds from the start of the visit, sizes in bytes over the wire,
/// heads included; each the middle one of several visits.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Phone {
    /// The browser.
    pub browser: String,
    /// The number of visits.
    pub visits: usize,
    /// First visit: everything.
    pub total_bytes: f64,
    /// First visit: document, style sheet and font.
    pub readable_bytes: f64,
    /// First visit: WebAssembly.
    pub wasm_bytes: f64,
    /// First visit: scripts.
    pub script_bytes: f64,
    /// Largest contentful paint of the feed.
    pub lcp: f64,
    /// Total blocking time of the feed.
    pub tbt: f64,
    /// Cumulative layout shift of the feed.
    pub cls: f64,
    /// A thread as first page: its largest contentful paint.
    pub thread_lcp: f64,
    /// A thread as first page: when its form can be sent.
    pub form_works: f64,
    /// A thread as first page: when the islands are awake.
    pub awake: f64,
    /// The privacy check of a text of 2,000 characters, once it is warm.
    #[serde(default)]
    pub check: f64,
    /// The time for the first check on a page, with compiling its code.
    #[serde(default)]
    pub check_first: f64,
    /// A thread as second page: everything that is fetched for it.
    pub second_bytes: f64,
}

/// Lets the phone visit the small data set.
pub async fn measure(settings: &Settings) -> Result<Phone, Fault> {
    let data = SMALL.folder().await?;
    let server = Server::start(settings, &data).await?;
    let cookies = server.sign_in(&Members::all(), 1).await?;
    let thread = SMALL.ids().pop().ok_or("There is no thread.")?;
    let mut node = Command::new("node");
    node.arg(root().join("end2end/bench/phone.mjs")).current_dir(root().join("end2end"));
    node.env("ADDRESS", format!("http://{}", server.address)).env("COOKIE", &cookies[0]);
    node.env("THREAD", format!("/threads/{thread}")).env("CHROMIUM", &settings.chromium);
    node.env("VISITS", if settings.quick { "1" } else { "5" });
    let output = node
        .stderr(Stdio::inherit())
        .output()
        .map_err(|why| format!("node could not be started: {why}. Install it with `cargo xtask e2e`."))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let phone: Phone = serde_json::from_str(said.trim())
        .map_err(|why| format!("The phone said nothing that can be read ({why}): {said}"))?;
    println!("Phone: {phone:?}");
    Ok(phone)
}

//! Taking the log along.

use super::merged::{self, Names, Place};
use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::Form;
use crate::kit::paths;
use crate::kit::staff::session::line;
use crate::t;
use domain::chosen::Chosen;
use domain::ids::StaffId;
use domain::staff::{Right, StaffDeed};
use domain::time::moment_of;
use http::HeaderValue;
use http::header::CONTENT_DISPOSITION;
use leptos::prelude::*;
use store::{StaffLogFilter, StaffLogLine};

/// The form of `staff/log/export`.
pub const EXPORT: Form =
    Form::new("staff/log/export").on(paths::STAFF_LOG).is_grave(t::staff_log::grave_export);

/// Lines that are read at a time.
const PORTION: usize = 1_000;

/// The lines that the page shows, and all that follow them, as a file for a spreadsheet. That somebody took it along is a line of it.
#[server(endpoint = "staff/log/export")]
pub async fn export(
    #[server(default)] staff: Chosen<StaffId>,
    #[server(default)] deed: String,
) -> Result<String, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::ReadLog)?;
    let filter = StaffLogFilter { staff: staff.known(), deed: StaffDeed::from_slug(&deed) };
    let mut tx = ctx.store.staff.begin().await?;
    tx.staff_log().add(&line(&ctx, me.id, StaffDeed::ExportLog)).await?;
    tx.commit().await?;
    let names = Names::load(&ctx).await?;
    let mut file = String::from("moment,who,deed,object,name,detail\r\n");
    let mut after = None;
    loop {
        let lines = merged::list(&ctx, &filter, after, PORTION).await?;
        for (place, line) in &lines {
            add_line(&mut file, &names, *place, line);
        }
        match lines.last() {
            Some((place, _)) if lines.len() == PORTION => after = Some(*place),
            _ => break,
        }
    }
    let said = HeaderValue::from_static("attachment; filename=\"health-thing-log.csv\"");
    ctx.response.insert_header(CONTENT_DISPOSITION, said);
    Ok(file)
}

fn add_line(file: &mut String, names: &Names, place: Place, line: &StaffLogLine) {
    let day = || place.day().map(|day| day.to_string());
    let moment =
        place.second().and_then(moment_of).map(|at| at.to_rfc3339()).or_else(day).unwrap_or_default();
    let object = line.object.clone().unwrap_or_default();
    let named = if object.is_empty() { String::new() } else { names.thing(&object) };
    let who = names.who(line.staff).unwrap_or_else(|| "command line".to_owned());
    let cells =
        [moment, who, line.deed.slug().to_owned(), object, named, line.detail.clone().unwrap_or_default()];
    let cells: Vec<_> = cells.iter().map(|text| cell(text)).collect();
    file.push_str(&cells.join(","));
    file.push_str("\r\n");
}

/// A cell that no spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_text_in_every_spreadsheet() {
        for (name, written) in [
            ("Samira", "\"Samira\""),
            ("De \"Linde\", Noord", "\"De \"\"Linde\"\", Noord\""),
            ("=1+1", "\"'=1+1\""),
            ("@x", "\"'@x\""),
            ("-2", "\"'-2\""),
        ] {
            assert_eq!(cell(name), written);
        }
    }
}

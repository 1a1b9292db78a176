//! Findings: where they stand, and the text with one of them accepted.

use crate::kind::FindingKind;

/// The language that a rewording is in when the text itself does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// Dutch.
    Nl,
    /// English.
    En,
}

/// A piece of a text that could give somebody away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The start in bytes; always between two characters.
    pub start: usize,
    /// The end in bytes; always between two characters.
    pub end: usize,
    /// The thing it is about.
    pub kind: FindingKind,
    /// The words that may stand there instead.
    pub rewording: Option<String>,
}

/// The text with the rewording of one finding in its place. A finding without one, or of another text, changes nothing.
pub fn accept(text: &str, finding: &Finding) -> String {
    let parts = text.get(..finding.start).zip(text.get(finding.end..)).zip(finding.rewording.as_deref());
    match parts {
        Some(((before, after), rewording)) if finding.start <= finding.end => {
            [before, rewording, after].concat()
        }
        _ => text.to_owned(),
    }
}

/// The text with all these findings of it reworded.
pub fn accept_all(text: &str, findings: &[Finding]) -> String {
    // From behind, so that the places of those before stay true.
    findings.iter().rev().fold(text.to_owned(), |text, finding| accept(&text, finding))
}

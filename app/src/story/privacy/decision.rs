//! The two buttons under a finding, for whoever has no JavaScript: the form comes back with what they did.

use super::judge::{found, organisations};
use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::Form;
use http::request::Parts;
use privacy::{Finding, FindingKind, LONGEST, Stays, accept_all, line, read_line};

/// The field of the form with what stays as it is.
pub(super) const STAYS: &str = "stays";
/// The field that a button under a finding brings.
pub(super) const DECIDE: &str = "decide";

/// The word of a button under a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// The neutral words take the place.
    Write,
    /// It stays as it is.
    Stay,
}

/// A button under a finding: what it does, with these words of this kind in this field.
pub(super) struct Decision<'a> {
    act: Act,
    pub(super) field: &'a str,
    kind: FindingKind,
    words: &'a str,
}

impl<'a> Decision<'a> {
    /// The value of a button.
    pub(super) fn value(act: Act, field: &str, kind: FindingKind, words: &str) -> String {
        let act = if act == Act::Write { "write " } else { "stay " };
        [act, &line(field, kind, words)].concat()
    }

    /// Reads the value of a button.
    pub(super) fn read(value: &'a str) -> Option<Self> {
        let (act, rest) = value.split_once(' ')?;
        let act = match act {
            "write" => Act::Write,
            "stay" => Act::Stay,
            _ => return None,
        };
        let (field, kind, words) = read_line(rest).filter(|(_, _, words)| words.len() <= LONGEST)?;
        Some(Self { act, field, kind, words })
    }

    /// Tells whether it is about this finding of a text.
    fn means(&self, text: &str, finding: &Finding) -> bool {
        let words = text.get(finding.start..finding.end).unwrap_or_default();
        finding.kind == self.kind
            && words.len() <= LONGEST
            && line(self.field, finding.kind, words) == line(self.field, self.kind, self.words)
    }
}

/// Carries out the button that was pressed under a finding, in the fields that come back with the form. What somebody changed
/// meanwhile is left alone.
///
/// # Errors
/// When the store refuses.
pub async fn decided(
    parts: &Parts,
    form: &Form,
    mut fields: Vec<(String, String)>,
) -> Result<Vec<(String, String)>, AppError> {
    let Some((_, value)) = fields.iter().find(|(name, _)| name == DECIDE).cloned() else { return Ok(fields) };
    let Some(decision) = Decision::read(&value).filter(|decision| form.written.contains(&decision.field))
    else {
        return Ok(fields);
    };
    let field = |name: &str, fields: &[(String, String)]| fields.iter().position(|(field, _)| field == name);
    match decision.act {
        Act::Stay => {
            let at = field(STAYS, &fields).unwrap_or_else(|| {
                fields.push((STAYS.to_owned(), String::new()));
                fields.len() - 1
            });
            let mut stays = Stays::read(&fields[at].1);
            stays.add(decision.field, decision.kind, decision.words);
            fields[at].1 = stays.lines();
        }
        Act::Write => {
            let ctx = Ctx::of(parts.clone());
            if let Some((_, text)) = field(decision.field, &fields).and_then(|at| fields.get_mut(at)) {
                let findings = found(text, ctx.lang, &organisations(&ctx).await?);
                let meant: Vec<_> =
                    findings.into_iter().filter(|finding| decision.means(text, finding)).collect();
                *text = accept_all(text, &meant);
            }
        }
    }
    Ok(fields)
}

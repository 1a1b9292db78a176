//! The rules. Each looks at one token and a bounded piece around it; what they claim together is settled here.

mod contact;
mod dates;
mod digits;

use crate::finding::{Finding, Lang};
use crate::kind::Kind;
use crate::words::Words;

/// What a rule claims: the tokens from `from` up to, not including, `to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    pub from: usize,
    pub to: usize,
    pub kind: Kind,
}

impl Claim {
    pub(crate) fn new(kind: Kind, from: usize, to: usize) -> Self {
        Self { from, to, kind }
    }
}

/// A rule: whether something stands at, or around, this token.
type Rule = fn(&Words, usize) -> Option<Claim>;

/// All rules; where two claim the same words, the earlier one has them.
const RULES: &[Rule] = &[contact::email, digits::phone, digits::bsn, digits::big];

/// All findings of a text.
pub(crate) fn find(words: &Words, lang: Lang, _organisations: &[String]) -> Vec<Finding> {
    let mut taken = vec![false; words.len()];
    let mut claims: Vec<Claim> = Vec::new();
    for rule in RULES {
        let mut i = 0;
        while i < words.len() {
            match rule(words, i) {
                Some(claim) if claim.to > claim.from && !taken[claim.from..claim.to].contains(&true) => {
                    taken[claim.from..claim.to].fill(true);
                    i = claim.to.max(i + 1);
                    claims.push(claim);
                }
                _ => i += 1,
            }
        }
    }
    claims.sort_by_key(|claim| claim.from);
    claims
        .into_iter()
        .map(|claim| Finding {
            start: words.start(claim.from),
            end: words.end(claim.to - 1),
            kind: claim.kind,
            rewording: Some(left_out(lang).to_owned()),
        })
        .collect()
}

fn left_out(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "(weggelaten)",
        Lang::En => "(left out)",
    }
}

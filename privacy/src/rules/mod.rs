//! The rules. Each looks at one token and a bounded piece around it; what they claim together is settled here.

mod ages;
mod contact;
mod dates;
mod digits;
mod keys;
mod links;
mod merge;
mod names;
mod organisations;
mod people;
mod places;
mod reword;
mod rooms;

use crate::finding::{Finding, Lang};
use crate::kind::FindingKind;
use crate::words::Words;

pub(crate) use organisations::normal;

/// The tokens that a rule claims: from `from` up to, not including, `to`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Claim {
    from: usize,
    to: usize,
    kind: FindingKind,
    hint: Hint,
}

impl Claim {
    fn new(kind: FindingKind, from: usize, to: usize) -> Self {
        Self::hinted(kind, from, to, Hint::None)
    }

    fn hinted(kind: FindingKind, from: usize, to: usize, hint: Hint) -> Self {
        Self { from, to, kind, hint }
    }
}

/// The knowledge of a rule beyond the kind, for the rewording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hint {
    /// Nothing.
    None,
    /// Somebody with "mevrouw" or "meneer": most often one who is cared for.
    Resident,
    /// A doctor.
    Doctor,
    /// A nurse.
    Colleague,
    /// A family.
    Family,
    /// The role stands in the text, as the first word of the claim.
    Role,
    /// No other word fits.
    LeftOut,
    /// The month of a day.
    Month(u32),
    /// An age as an adjective: "94-jarige".
    Aged,
    /// A hospital.
    Hospital,
    /// Another organisation in care.
    Care,
    /// A school.
    School,
}

/// A rule: whether something stands at, or around, this token.
type Rule = fn(&Words, usize) -> Option<Claim>;

/// All rules; where two claim the same words, the earlier one has them. First what cannot be anything else.
const RULES: &[Rule] = &[
    keys::key,
    contact::email,
    links::link,
    links::account,
    dates::date,
    digits::phone,
    digits::bsn,
    digits::big,
    places::address,
    places::postcode,
    ages::age,
    rooms::room,
    organisations::organisation,
    rooms::ward,
    names::titled,
    names::initialled,
    names::full,
    places::place,
    names::first,
    names::family,
];

/// All findings of a text.
pub(crate) fn find(words: &Words, lang: Lang, organisations: &[String]) -> Vec<Finding> {
    let mut claims = Claims { taken: vec![false; words.len()], kept: vec![None; words.len()] };
    claims.collect(words, &|words, i| organisations::given(words, i, organisations));
    for rule in RULES {
        claims.collect(words, rule);
    }
    let kept = claims.kept.into_iter().flatten();
    reword::all(words, merge::neighbours(words, kept), lang)
}

/// Tells whether a key stands anywhere.
pub(crate) fn holds_key(words: &Words) -> bool {
    (0..words.len()).any(|i| keys::key(words, i).is_some())
}

struct Claims {
    /// The tokens that are claimed.
    taken: Vec<bool>,
    /// The claim that begins at each token: they never overlap, so this is their order in the text.
    kept: Vec<Option<Claim>>,
}

impl Claims {
    fn collect(&mut self, words: &Words, rule: &dyn Fn(&Words, usize) -> Option<Claim>) {
        let mut i = 0;
        while i < words.len() {
            let free = self.taken.get(i) == Some(&false);
            let claim = if free { rule(words, i) } else { None };
            i = match claim {
                Some(claim) if self.keep(&claim) => claim.to.max(i + 1),
                _ => i + 1,
            };
        }
    }

    /// Keeps the claim when all its tokens are free.
    fn keep(&mut self, claim: &Claim) -> bool {
        let place = self.taken.get_mut(claim.from..claim.to).filter(|taken| !taken.contains(&true));
        let (Some(taken), Some(kept)) = (place, self.kept.get_mut(claim.from)) else { return false };
        if taken.is_empty() {
            return false;
        }
        taken.fill(true);
        *kept = Some(claim.clone());
        true
    }
}

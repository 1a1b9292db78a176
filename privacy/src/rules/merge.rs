//! What stands together and is about one person or one address becomes one finding.

use super::{Claim, Hint};
use crate::kind::FindingKind;
use crate::words::{Gap, Words};

/// "mevrouw Jansen op kamer 12" is one finding, and so is a street with its postcode and town.
pub(super) fn neighbours(words: &Words, claims: impl Iterator<Item = Claim>) -> Vec<Claim> {
    let mut merged: Vec<Claim> = Vec::new();
    for claim in claims {
        match merged.last_mut().filter(|last| belong_together(words, last, &claim)) {
            Some(last) => last.to = closed(words, claim.to),
            None => merged.push(claim),
        }
    }
    for claim in &mut merged {
        widen(words, claim);
    }
    merged
}

fn belong_together(words: &Words, last: &Claim, next: &Claim) -> bool {
    let between = next.from.saturating_sub(last.to);
    let same_line = (last.to..=next.from).all(|i| words.gap(i) != Gap::Line);
    let led = |words_of: &[&str]| between == 1 && words_of.contains(&words.low(last.to));
    let comma = between == 0
        || led(&[",", "te", "in"])
        || between == 2 && words.is_sign(last.to, ',') && matches!(words.low(last.to + 1), "te" | "in");
    same_line
        && between <= 2
        && match (last.kind, next.kind) {
            (FindingKind::Name, FindingKind::Room | FindingKind::Ward | FindingKind::Age) => {
                between == 0
                    || led(&["op", "van", "in", "(", ",", "uit"])
                    || between == 2
                        && matches!(words.low(last.to), "(" | ",")
                        && matches!(words.low(last.to + 1), "op" | "van")
            }
            (FindingKind::Name, FindingKind::Place | FindingKind::Organisation | FindingKind::Address) => {
                led(&["uit", "van"])
            }
            (FindingKind::Room, FindingKind::Ward) | (FindingKind::Ward, FindingKind::Room) => {
                between == 0 || led(&["op", "van", ","])
            }
            (FindingKind::Address, FindingKind::Postcode | FindingKind::Place)
            | (FindingKind::Postcode, FindingKind::Place) => comma,
            // "Amphia Ziekenhuis Breda": the town belongs to the name.
            (FindingKind::Organisation, FindingKind::Place) => between == 0,
            _ => false,
        }
}

/// The bracket that was opened before an age goes along.
fn closed(words: &Words, to: usize) -> usize {
    if words.is_sign(to, ')')
        && (2..=6).any(|back| to.checked_sub(back).is_some_and(|i| words.is_sign(i, '(')))
    {
        to + 1
    } else {
        to
    }
}

/// Takes the small word before along where the neutral wording needs another.
fn widen(words: &Words, claim: &mut Claim) {
    let before = |back: usize| {
        if back <= claim.from && same_line(words, claim.from, back) {
            words.before(claim.from, back)
        } else {
            ""
        }
    };
    let (one, two) = (before(1), before(2));
    let back = match claim.kind {
        FindingKind::Date if one == "op" || one == "on" => 1,
        FindingKind::Date if one == "de" && two == "op" => 2,
        FindingKind::Room | FindingKind::Ward if matches!(one, "op" | "in") => 1,
        FindingKind::Room | FindingKind::Ward if one == "de" => 1,
        FindingKind::Address if one == "de" && matches!(two, "aan" | "in" | "op") => 2,
        FindingKind::Address if matches!(one, "aan" | "op") => 1,
        FindingKind::Name if claim.hint == Hint::Resident && matches!(one, "de" | "een") => 1,
        _ => 0,
    };
    claim.from -= back;
}

fn same_line(words: &Words, from: usize, back: usize) -> bool {
    (0..back).all(|step| from.checked_sub(step).is_some_and(|i| words.gap(i) == Gap::Space))
}

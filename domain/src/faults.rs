//! What can be wrong with a field: closed codes, never sentences. The sentences stand in `locales/*/faults.json`.

use serde::{Deserialize, Serialize};

/// One reason why a field was refused. Carries numbers at most, never anything that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Nothing was filled in.
    Missing,
    /// Nothing was chosen of a closed list.
    NothingChosen,
    /// Fewer characters than the minimum.
    TooShort(u32),
    /// More characters than the maximum.
    TooLong(u32),
    /// Holds control characters that no keyboard types.
    ControlCharacters,
    /// Holds marks that turn the reading direction around, so that a text shows something else than it says.
    DirectionMarks,
    /// Holds a flood of invisible or stacked characters.
    InvisibleCharacters,
    /// Holds one word longer than a screen can show.
    LongWord(u32),
    /// Not one of the choices.
    NotAChoice,
    /// A code that lacks characters: how many there should be.
    CodeIncomplete(u32),
    /// A code with a typing mistake: its check characters do not fit.
    CodeMistyped,
    /// A character of a code was mistyped, probably in this group; the first one is 1.
    CodeMistypedIn(u32),
    /// A code that nobody has.
    CodeUnknown,
    /// A code that is past its end date.
    CodeExpired,
    /// A code that was used as often as it may be.
    CodeExhausted,
    /// The link with which a session was handed over was used, or its minute is over.
    LinkOver,
    /// The last group typed over differs from the code.
    GroupDiffers,
    /// A box that has to be ticked first.
    NotAccepted,
    /// Sent faster than a person can type.
    TooQuick,
    /// There are as many as there may be: so many.
    TooMany(u32),
    /// More than a drawer of its age holds.
    NoRoomYet,
    /// The form is too old; it is sent again as it is.
    FormExpired,
    /// Open from another day on: marks of somebody who came today.
    NotToday,
    /// An address at a push service that this server does not speak to.
    UnknownService,
    /// Holds something by which people can be recognised; the author decides what becomes of it.
    Recognisable,
    /// Holds a number, an address or an account that leads straight to somebody, where nobody looks before it is shown.
    LeadsToSomebody,
    /// Something else stands there by now: it was changed in another window.
    ChangedMeanwhile,
    /// The author changed the words of a post that somebody decides about.
    WordsChanged,
    /// A colleague decided about it first.
    DecidedBefore,
    /// A decision whose minute is over, or that is gone.
    UndoOver,
    /// The form was sent before, and what came of it was changed or removed since.
    FormUsed,
    /// A passkey that opens no account here.
    PasskeyUnknown,
    /// A passkey was used on a page that stood open for too long, or twice with one.
    PasskeyTooLate,
    /// A passkey that cannot open an account: it gives no secret of its own, or signs in another way.
    PasskeyUnfit,
    /// A passkey of no staff person here.
    StaffPasskeyUnknown,
    /// A passkey that cannot let a staff person in.
    StaffPasskeyUnfit,
    /// Holds a key or a code with which whoever reads it comes in.
    HoldsKey,
    /// No address of the kind name@organisation.nl.
    NotAnEmail,
    /// A staff account with this address is there already.
    EmailTaken,
    /// Address, passphrase and code of a staff person do not fit together; which of them is not said.
    StaffUnknown,
    /// The personal link of a staff person was used, or its time is over.
    StaffLinkOver,
    /// A confirmation by somebody who is signed in that does not fit.
    FactorDiffers,
    /// The only way in cannot be removed.
    LastWayIn,
    /// The last admin cannot be removed, nor stop to be one.
    LastAdmin,
    /// A file that is no photo that we can read.
    NotAPhoto,
    /// A file of more than so many megabytes.
    FileTooLarge(u32),
    /// No number from this one to that one.
    NotInRange(i64, i64),
    /// No day of a calendar, as `2027-03-01`.
    NotADay,
    /// A day that is over, where one is asked that comes.
    DayOver,
    /// A day later than the last one of this year.
    DayTooLate(i32),
}

/// The refused fields and why; at most one reason per field, in the order of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faults(Vec<(String, Fault)>);

impl Faults {
    /// One fault on one field.
    pub fn on(field: &str, why: Fault) -> Self {
        Self(vec![(field.to_owned(), why)])
    }

    /// Adds a fault; the first one of a field stays.
    pub fn add(&mut self, field: &str, why: Fault) {
        if self.of(field).is_none() {
            self.0.push((field.to_owned(), why));
        }
    }

    /// Keeps the value of a parsed field, or notes its fault.
    pub fn keep<T>(&mut self, field: &str, parsed: Result<T, Fault>) -> Option<T> {
        parsed.map_err(|why| self.add(field, why)).ok()
    }

    /// Finds the reason why `field` was refused.
    pub fn of(&self, field: &str) -> Option<Fault> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, why)| *why)
    }

    /// All faults in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Fault)> {
        self.0.iter().map(|(field, why)| (field.as_str(), *why))
    }

    /// Tells whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

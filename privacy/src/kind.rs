//! What a finding is.

/// The thing a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FindingKind {
    /// The name of a person.
    Name,
    /// A citizen service number: nine digits that pass the eleven test.
    Bsn,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A street with a house number.
    Address,
    /// A Dutch postcode.
    Postcode,
    /// An exact day.
    Date,
    /// An age from 90: so few people reach it that the number points at one.
    Age,
    /// The number of a room, an apartment, a bed.
    Room,
    /// A numbered or named ward.
    Ward,
    /// An employer, a school, a care organisation.
    Organisation,
    /// A town or a village.
    Place,
    /// An address on the web.
    Link,
    /// The page or account of a person on a social network.
    Profile,
    /// The number of a professional in the BIG register.
    Big,
    /// A key or a join code of this site, which nobody may publish.
    Key,
}

impl FindingKind {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Name,
        Self::Bsn,
        Self::Phone,
        Self::Email,
        Self::Address,
        Self::Postcode,
        Self::Date,
        Self::Age,
        Self::Room,
        Self::Ward,
        Self::Organisation,
        Self::Place,
        Self::Link,
        Self::Profile,
        Self::Big,
        Self::Key,
    ];

    /// The word in forms, locale keys and style sheets.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Bsn => "bsn",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
            Self::Postcode => "postcode",
            Self::Date => "date",
            Self::Age => "age",
            Self::Room => "room",
            Self::Ward => "ward",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Link => "link",
            Self::Profile => "profile",
            Self::Big => "big",
            Self::Key => "key",
        }
    }

    /// The one with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.slug() == slug)
    }

    /// Tells whether a post that keeps it waits for a moderator: it reaches a person directly.
    pub const fn held(self) -> bool {
        matches!(self, Self::Bsn | Self::Phone | Self::Email | Self::Profile)
    }
}

//! "Wie ziet wat?": who looks at a story, and which parts of it that role is shown. The pages ask here before they draw a
//! part, so what the preview shows is what the role sees.

/// Somebody who looks at a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Viewer {
    /// Another member.
    Peer,
    /// A member who works or studies with the author.
    Colleague,
    /// A verified expert.
    Expert,
    /// A moderator.
    Moderator,
    /// A researcher, when annotating.
    Researcher,
    /// The employer or the school.
    Employer,
    /// An administrator of this place.
    Admin,
}

/// A part of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StoryPart {
    /// The name and the face that exist in this conversation only.
    Name,
    /// Phase and sector, when the author shows them.
    Sector,
    /// The day.
    Day,
    /// The theme.
    Theme,
    /// The title.
    Title,
    /// The story, what was tried, the question.
    Text,
}

impl StoryPart {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Name, Self::Sector, Self::Day, Self::Theme, Self::Title, Self::Text];
}

impl Viewer {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 7] = [
        Self::Peer,
        Self::Colleague,
        Self::Expert,
        Self::Moderator,
        Self::Researcher,
        Self::Employer,
        Self::Admin,
    ];

    /// The word in ids and tests.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Peer => "peer",
            Self::Colleague => "colleague",
            Self::Expert => "expert",
            Self::Moderator => "moderator",
            Self::Researcher => "researcher",
            Self::Employer => "employer",
            Self::Admin => "admin",
        }
    }

    /// Tells whether this part of a story is shown to this role. An employer and an administrator see none (A6, A9);
    /// a researcher sees what was said and neither who said it nor from where (A5).
    pub const fn sees(self, part: StoryPart) -> bool {
        match self {
            Self::Peer | Self::Colleague | Self::Expert | Self::Moderator => true,
            Self::Researcher => {
                matches!(part, StoryPart::Text | StoryPart::Title | StoryPart::Theme | StoryPart::Day)
            }
            Self::Employer | Self::Admin => false,
        }
    }

    /// Tells whether anything of a story is shown to this role.
    pub fn sees_something(self) -> bool {
        StoryPart::ALL.into_iter().any(|part| self.sees(part))
    }
}

/// The number of people from which a figure reaches an employer (P11).
pub const FEWEST_PEOPLE: u32 = 10;
/// The step to which figures for employers are rounded (P11).
pub const ROUNDED_TO: u32 = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_sees_what_was_agreed() {
        let all = "Name Sector Day Theme Title Text";
        for (viewer, agreed) in
            Viewer::ALL.into_iter().zip([all, all, all, all, "Day Theme Title Text", "", ""])
        {
            let seen: Vec<_> = StoryPart::ALL
                .into_iter()
                .filter(|part| viewer.sees(*part))
                .map(|part| format!("{part:?}"))
                .collect();
            assert_eq!(seen.join(" "), agreed, "{viewer:?}");
            assert_eq!(viewer.sees_something(), !agreed.is_empty(), "{viewer:?}");
        }
    }
}

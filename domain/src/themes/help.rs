//! Who helps when it is too heavy to carry: numbers with their source.
//!
//! Only a number that its own organisation, the police, the government or the national press agency confirms stands
//! here. A line that may have ended (the support line for care workers of 2020) is left out: a dead number is worse
//! than none, and nobody in need should have to read that a number was not checked.

use crate::people::Lang;

/// The certainty about a help line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Checked {
    /// The organisation itself, the police or the government names it.
    Confirmed,
    /// It differs per organisation, school or region, so there is no number to show.
    Local,
}

/// Somebody to call.
#[derive(Debug, PartialEq, Eq)]
pub struct HelpLine {
    /// The word in tables.
    pub slug: &'static str,
    /// The Dutch name.
    pub label_nl: &'static str,
    /// The English name.
    pub label_en: &'static str,
    /// The number as people read it.
    pub number: Option<&'static str>,
    /// The number for `tel:`, digits only.
    pub tel: Option<&'static str>,
    /// The website, without scheme.
    pub web: Option<&'static str>,
    /// The opening hours in Dutch; empty when not known.
    pub hours_nl: &'static str,
    /// The opening hours in English; empty when not known.
    pub hours_en: &'static str,
    /// The page on which the number stands.
    pub source: &'static str,
    /// The certainty about it.
    pub checked: Checked,
}

impl HelpLine {
    /// The help line with this slug.
    pub fn from_slug(slug: &str) -> Option<&'static Self> {
        HELP_LINES.iter().find(|line| line.slug == slug)
    }

    /// The name that people read.
    pub const fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Nl => self.label_nl,
            Lang::En => self.label_en,
        }
    }

    /// Returns the opening hours; empty when not known.
    pub const fn hours(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Nl => self.hours_nl,
            Lang::En => self.hours_en,
        }
    }
}

const NONE: HelpLine = HelpLine {
    slug: "",
    label_nl: "",
    label_en: "",
    number: None,
    tel: None,
    web: None,
    hours_nl: "",
    hours_en: "",
    source: "",
    checked: Checked::Local,
};

/// Every help line, the most urgent first.
pub static HELP_LINES: [HelpLine; 14] = [
    HelpLine {
        slug: "112",
        label_nl: "Direct gevaar",
        label_en: "Immediate danger",
        number: Some("112"),
        tel: Some("112"),
        hours_nl: "dag en nacht",
        hours_en: "day and night",
        source: "rijksoverheid.nl",
        checked: Checked::Confirmed,
        ..NONE
    },
    HelpLine {
        slug: "113",
        label_nl: "113 Zelfmoordpreventie",
        label_en: "113 Suicide prevention",
        number: Some("113"),
        tel: Some("113"),
        web: Some("113.nl"),
        hours_nl: "dag en nacht, gratis en anoniem; ook 0800-0113",
        hours_en: "day and night, free and anonymous; also 0800-0113",
        source: "113.nl",
        checked: Checked::Confirmed,
    },
    HelpLine {
        slug: "luisterlijn",
        label_nl: "De Luisterlijn",
        label_en: "De Luisterlijn (listening line)",
        number: Some("088 0767 000"),
        tel: Some("0880767000"),
        web: Some("deluisterlijn.nl"),
        hours_nl: "dag en nacht",
        hours_en: "day and night",
        source: "De Luisterlijn, ANP",
        checked: Checked::Confirmed,
    },
    HelpLine {
        slug: "veiligthuis",
        label_nl: "Veilig Thuis",
        label_en: "Veilig Thuis (safe at home)",
        number: Some("0800-2000"),
        tel: Some("08002000"),
        hours_nl: "dag en nacht, gratis, kan anoniem",
        hours_en: "day and night, free, can be anonymous",
        source: "rijksoverheid.nl",
        checked: Checked::Confirmed,
        ..NONE
    },
    HelpLine {
        slug: "csg",
        label_nl: "Centrum Seksueel Geweld",
        label_en: "Sexual assault centre",
        number: Some("0800-0188"),
        tel: Some("08000188"),
        web: Some("centrumseksueelgeweld.nl"),
        hours_nl: "dag en nacht, gratis, ook chat",
        hours_en: "day and night, free, chat too",
        source: "centrumseksueelgeweld.nl",
        checked: Checked::Confirmed,
    },
    HelpLine {
        slug: "politie",
        label_nl: "Politie, geen spoed",
        label_en: "Police, no emergency",
        number: Some("0900-8844"),
        tel: Some("09008844"),
        source: "politie.nl",
        checked: Checked::Confirmed,
        ..NONE
    },
    HelpLine {
        slug: "slachtoffer",
        label_nl: "Slachtofferhulp Nederland",
        label_en: "Victim Support Netherlands",
        number: Some("0900-0101"),
        tel: Some("09000101"),
        web: Some("slachtofferhulp.nl"),
        source: "slachtofferhulp.nl",
        checked: Checked::Confirmed,
        ..NONE
    },
    HelpLine {
        slug: "korrelatie",
        label_nl: "MIND Korrelatie",
        label_en: "MIND Korrelatie",
        number: Some("0900 1450"),
        tel: Some("09001450"),
        source: "MIND Korrelatie",
        checked: Checked::Confirmed,
        ..NONE
    },
    HelpLine {
        slug: "allesoke",
        label_nl: "Alles Oké? Supportlijn (18 tot 24 jaar)",
        label_en: "Alles Oké? support line (age 18 to 24)",
        number: Some("0800-0450"),
        tel: Some("08000450"),
        hours_nl: "14 tot 22 uur",
        hours_en: "2 pm to 10 pm",
        source: "kindertelefoon.nl",
        checked: Checked::Confirmed,
        ..NONE
    },
    HelpLine {
        slug: "sbb",
        label_nl: "Meldpunt Stagediscriminatie",
        label_en: "Reports of discrimination on placement",
        web: Some("s-bb.nl"),
        source: "s-bb.nl",
        checked: Checked::Confirmed,
        ..NONE
    },
    HelpLine {
        slug: "vertrouwen",
        label_nl: "Vertrouwenspersoon van je werk of school",
        label_en: "Confidential adviser at your work or school",
        ..NONE
    },
    HelpLine {
        slug: "opvang",
        label_nl: "Opvang na een incident op je werk",
        label_en: "Support after an incident at your work",
        ..NONE
    },
    HelpLine { slug: "huisarts", label_nl: "Je huisarts", label_en: "Your general practitioner", ..NONE },
    HelpLine {
        slug: "crisis",
        label_nl: "Huisartsenpost of acute ggz in je regio",
        label_en: "Out-of-hours doctor or acute mental health care in your region",
        ..NONE
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_number_can_be_dialled_as_it_is_read() {
        for line in &HELP_LINES {
            let digits =
                line.number.map(|number| number.chars().filter(char::is_ascii_digit).collect::<String>());
            assert_eq!(digits.as_deref(), line.tel, "{}", line.slug);
        }
    }

    #[test]
    fn what_is_checked_has_a_source_and_a_way_to_reach_it() {
        for line in &HELP_LINES {
            assert!(!line.label(Lang::Nl).is_empty() && !line.label(Lang::En).is_empty());
            assert_eq!(line.hours_nl.is_empty(), line.hours_en.is_empty(), "{}", line.slug);
            match line.checked {
                Checked::Local => assert!(line.number.is_none() && line.source.is_empty(), "{}", line.slug),
                _ => assert!(
                    !line.source.is_empty() && (line.tel.is_some() || line.web.is_some()),
                    "{}",
                    line.slug
                ),
            }
        }
        let slugs: HashSet<_> = HELP_LINES.iter().map(|line| line.slug).collect();
        assert_eq!(slugs.len(), HELP_LINES.len());
        assert_eq!(HelpLine::from_slug("113").map(|line| line.tel), Some(Some("113")));
    }
}

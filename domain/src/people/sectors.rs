//! The ten branches of care and welfare (AZW, cbs.nl), the slugs being their own abbreviations.

use super::Lang;

choices! {
    /// A branch of care and welfare.
    Sector {
        /// Nursing homes, care homes and care at home.
        ElderCare = 1, "vvt", "Verpleging, verzorging en thuiszorg", "Nursing homes and home care";
        /// Hospitals and other specialist medical care.
        Hospital = 2, "ziekenhuis", "Ziekenhuizen en overige medisch specialistische zorg", "Hospitals and other specialist medical care";
        /// University hospitals.
        UniversityHospital = 3, "umc", "Universitair medische centra", "University medical centres";
        /// Mental health care.
        MentalHealth = 4, "ggz", "Geestelijke gezondheidszorg", "Mental health care";
        /// General practices and health centres.
        GeneralPractice = 5, "huisarts", "Huisartsen en gezondheidscentra", "General practices and health centres";
        /// Care for people with a disability.
        DisabilityCare = 6, "ghz", "Gehandicaptenzorg", "Disability care";
        /// Care for young people.
        YouthCare = 7, "jeugd", "Jeugdzorg", "Youth care";
        /// Social work.
        SocialWork = 8, "sociaal", "Sociaal werk", "Social work";
        /// Childcare.
        Childcare = 9, "kinderopvang", "Kinderopvang", "Childcare";
        /// Everything else in care and welfare.
        Other = 10, "overig", "Overige zorg en welzijn", "Other care and welfare";
    }
}

impl Sector {
    /// The plain word below a name, as in "Student · ouderenzorg".
    pub const fn short_label(self, lang: Lang) -> &'static str {
        let (nl, en) = match self {
            Self::ElderCare => ("ouderenzorg", "elderly care"),
            Self::Hospital => ("ziekenhuis", "hospital"),
            Self::UniversityHospital => ("academisch ziekenhuis", "university hospital"),
            Self::MentalHealth => ("ggz", "mental health care"),
            Self::GeneralPractice => ("huisartsenzorg", "general practice"),
            Self::DisabilityCare => ("gehandicaptenzorg", "disability care"),
            Self::YouthCare => ("jeugdzorg", "youth care"),
            Self::SocialWork => ("sociaal werk", "social work"),
            Self::Childcare => ("kinderopvang", "childcare"),
            Self::Other => ("zorg en welzijn", "care and welfare"),
        };
        match lang {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_is_short_plain_and_its_own() {
        for lang in Lang::ALL.iter().copied() {
            let mut seen = std::collections::HashSet::new();
            for sector in Sector::ALL.iter().copied() {
                let short = sector.short_label(lang);
                assert!(short.chars().count() <= 24 && !short.is_empty(), "{short}");
                assert_eq!(short, short.to_lowercase());
                assert!(seen.insert(short), "{short} stands for two sectors");
            }
        }
        assert_eq!(Sector::ElderCare.short_label(Lang::Nl), "ouderenzorg");
    }
}

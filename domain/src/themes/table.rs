//! The codebook as a table.

use super::{Cluster, Colour, Theme};

const LEARNING: u8 = 0;
const CONFIDENCE: u8 = 1;
const HEAVY_EVENTS: u8 = 2;
const SAFETY: u8 = 3;
const TEAM: u8 = 4;
const WORKLOAD: u8 = 5;
const RECOGNITION: u8 = 6;
const DEVELOPMENT: u8 = 7;
const BALANCE: u8 = 8;
const CLIENTS: u8 = 9;
const JOY: u8 = 10;

const fn cluster(
    slug: &'static str,
    label_nl: &'static str,
    label_en: &'static str,
    colour: Colour,
) -> Cluster {
    Cluster { slug, label_nl, label_en, colour }
}

/// Eleven clusters share eight colours: balance has the see-saw of development, clients stand shoulder to shoulder
/// with the team, and joy has the flower of recognition.
pub(super) static CLUSTERS: [Cluster; 11] = [
    cluster("learning-and-guidance", "Leren en begeleiding", "Learning and guidance", Colour::Zon),
    cluster("self-confidence", "Zelfvertrouwen", "Self-confidence", Colour::Koraal),
    cluster("heavy-events", "Heftige gebeurtenissen", "Heavy events", Colour::Hemel),
    cluster("social-safety", "Sociale veiligheid", "Social safety", Colour::Lila),
    cluster("team", "Team", "Team", Colour::Munt),
    cluster(
        "workload-and-organisation",
        "Werkdruk en organisatie",
        "Workload and organisation",
        Colour::Limoen,
    ),
    cluster(
        "recognition-and-mattering",
        "Erkenning en er toe doen",
        "Recognition and mattering",
        Colour::Roze,
    ),
    cluster("development", "Ontwikkeling", "Development", Colour::Zand),
    cluster("health-and-balance", "Gezondheid en balans", "Health and balance", Colour::Zand),
    cluster("clients-and-relatives", "Cliënt en naasten", "Clients and relatives", Colour::Munt),
    cluster("joy-in-work", "Werkplezier", "Joy in work", Colour::Roze),
];

const fn light(cluster: u8, slug: &'static str, nl: &'static str, en: &'static str) -> Theme {
    Theme { cluster, slug, nl, en, heavy: false, help: &[] }
}

const fn heavy(
    cluster: u8,
    slug: &'static str,
    nl: &'static str,
    en: &'static str,
    help: &'static [&'static str],
) -> Theme {
    Theme { cluster, slug, nl, en, heavy: true, help }
}

/// Places are used in memory only; rows keep the slug. A theme may be added anywhere.
pub(super) static THEMES: [Theme; 43] = [
    light(LEARNING, "placement-guidance", "Stagebegeleiding", "Placement guidance"),
    light(LEARNING, "settling-in", "Inwerken en onboarding", "Settling in and onboarding"),
    light(LEARNING, "receiving-feedback", "Feedback krijgen", "Receiving feedback"),
    light(LEARNING, "giving-feedback", "Feedback geven", "Giving feedback"),
    light(LEARNING, "school-and-work", "School en werk combineren", "Combining school and work"),
    light(LEARNING, "assessment-and-exams", "Beoordeling en examens", "Assessment and exams"),
    light(LEARNING, "competent-and-authorised", "Bekwaam en bevoegd", "Competent and authorised"),
    light(CONFIDENCE, "insecurity", "Onzekerheid", "Insecurity"),
    light(CONFIDENCE, "making-mistakes", "Fouten maken", "Making mistakes"),
    light(CONFIDENCE, "pressure-to-perform", "Prestatiedruk", "Pressure to perform"),
    light(CONFIDENCE, "setting-limits", "Grenzen aangeven", "Setting limits"),
    light(CONFIDENCE, "asking-for-help", "Hulp vragen", "Asking for help"),
    heavy(
        HEAVY_EVENTS,
        "death-of-a-client",
        "Overlijden van een cliënt",
        "Death of a client",
        &["luisterlijn", "opvang"],
    ),
    heavy(HEAVY_EVENTS, "aggression", "Agressie", "Aggression", &["slachtoffer", "vertrouwen"]),
    heavy(HEAVY_EVENTS, "acute-situation", "Acute situatie", "Acute situation", &["luisterlijn", "opvang"]),
    light(HEAVY_EVENTS, "letting-go-of-work", "Werk loslaten", "Letting go of work"),
    heavy(
        SAFETY,
        "unwanted-behaviour",
        "Grensoverschrijdend gedrag",
        "Unwanted behaviour",
        &["vertrouwen", "csg", "sbb"],
    ),
    heavy(SAFETY, "bullying-and-gossip", "Pesten en roddelen", "Bullying and gossip", &["vertrouwen"]),
    heavy(SAFETY, "discrimination", "Discriminatie", "Discrimination", &["vertrouwen", "csg", "sbb"]),
    light(SAFETY, "hierarchy", "Hiërarchie", "Hierarchy"),
    light(TEAM, "belonging", "Erbij horen", "Belonging"),
    light(TEAM, "working-together", "Samenwerken", "Working together"),
    light(TEAM, "handover-and-communication", "Overdracht en communicatie", "Handover and communication"),
    light(WORKLOAD, "workload", "Werkdruk", "Workload"),
    light(WORKLOAD, "roster", "Rooster", "Roster"),
    light(WORKLOAD, "understaffing", "Onderbezetting", "Understaffing"),
    light(WORKLOAD, "paperwork", "Administratie", "Paperwork"),
    light(WORKLOAD, "standing-alone", "Alleen staan", "Standing alone"),
    light(RECOGNITION, "recognition", "Erkenning", "Recognition"),
    light(RECOGNITION, "being-heard", "Gehoord worden", "Being heard"),
    light(RECOGNITION, "meaning-of-work", "Betekenis van het werk", "Meaning of the work"),
    light(DEVELOPMENT, "career", "Loopbaan", "Career"),
    light(DEVELOPMENT, "lack-of-challenge", "Weinig uitdaging", "Lack of challenge"),
    light(DEVELOPMENT, "changing-jobs", "Overstappen", "Changing jobs"),
    light(BALANCE, "work-and-private-life", "Werk-privé", "Work and private life"),
    light(BALANCE, "night-shifts-and-sleep", "Nachtdienst en slaap", "Night shifts and sleep"),
    heavy(
        BALANCE,
        "mental-health",
        "Mentale gezondheid",
        "Mental health",
        &["113", "luisterlijn", "allesoke", "huisarts"],
    ),
    light(CLIENTS, "contact-with-relatives", "Contact met naasten", "Contact with relatives"),
    light(CLIENTS, "puzzling-behaviour", "Onbegrepen gedrag", "Challenging behaviour"),
    light(CLIENTS, "difficult-conversation", "Lastig gesprek", "Difficult conversation"),
    light(CLIENTS, "ethical-dilemma", "Ethisch dilemma", "Ethical dilemma"),
    light(JOY, "joy-in-work", "Werkplezier", "Joy in work"),
    light(JOY, "sharing-success", "Succes delen", "Sharing success"),
];

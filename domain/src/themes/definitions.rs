//! What each theme of the codebook is about, in a sentence or two for members.

/// Slug, Dutch, English: in the order of the codebook, which a test keeps.
pub(super) static DEFINITIONS: [(&str, &str, &str); 43] = [
    (
        "placement-guidance",
        "Begeleiding op je stage: iemand die tijd heeft, uitlegt en meekijkt. Of juist niet.",
        "Guidance on your placement: somebody who has time, explains and watches along. Or not.",
    ),
    (
        "settling-in",
        "Je eerste weken op een nieuwe plek: wat je moet weten, wie je helpt en wanneer je alles zelf moet doen.",
        "Your first weeks in a new place: what you need to know, who helps you, and when you have to manage alone.",
    ),
    (
        "receiving-feedback",
        "Horen hoe je het doet: te weinig, te laat, of zo dat het pijn doet. En wat je ermee kunt.",
        "Hearing how you are doing: too little, too late, or in a way that hurts. And what you can do with it.",
    ),
    (
        "giving-feedback",
        "Iets zeggen van het werk of gedrag van een ander, ook als die langer werkt of hoger staat.",
        "Saying something about the work or behaviour of somebody else, even when they have more years or rank.",
    ),
    (
        "school-and-work",
        "Opdrachten, lesdagen en diensten die om dezelfde uren vragen.",
        "Assignments, school days and shifts that ask for the same hours.",
    ),
    (
        "assessment-and-exams",
        "Beoordelingen, toetsen en examens in de praktijk: hoe ze gaan, en wat je doet als het oneerlijk voelt.",
        "Assessments and practical exams: how they go, and what you do when they feel unfair.",
    ),
    (
        "competent-and-authorised",
        "Wat je mag doen, wat je kunt, en wat je doet als iemand meer van je vraagt.",
        "What you are allowed to do, what you are able to do, and what you do when somebody asks for more.",
    ),
    (
        "insecurity",
        "Twijfelen aan wat je doet, of aan of je dit werk wel kunt.",
        "Doubting what you do, or whether you can do this work at all.",
    ),
    (
        "making-mistakes",
        "Er ging iets mis, of bijna. Over schrik, schuld, melden en verder gaan.",
        "Something went wrong, or nearly. About fright, guilt, reporting and going on.",
    ),
    (
        "pressure-to-perform",
        "Het gevoel dat je het altijd goed moet doen, van anderen of van jezelf.",
        "The feeling that you always have to do well, for others or for yourself.",
    ),
    (
        "setting-limits",
        "Nee zeggen: tegen een extra dienst, een taak die niet van jou is, of iemand die te ver gaat.",
        "Saying no: to an extra shift, a task that is not yours, or somebody who goes too far.",
    ),
    (
        "asking-for-help",
        "Hulp vragen als je iets niet weet of niet redt, ook als niemand tijd lijkt te hebben.",
        "Asking for help when you do not know or cannot cope, even when nobody seems to have time.",
    ),
    (
        "death-of-a-client",
        "Iemand voor wie jij zorgde gaat dood. Over erbij zijn, afscheid nemen en de dag erna.",
        "Somebody you cared for dies. About being there, saying goodbye and the day after.",
    ),
    (
        "aggression",
        "Schreeuwen, dreigen, slaan of spugen door een cliënt of een naaste. Wat je doet, en wie er daarna voor jou is.",
        "Shouting, threatening, hitting or spitting by a client or a relative. What you do, and who is there for you afterwards.",
    ),
    (
        "acute-situation",
        "Een noodgeval, zoals een reanimatie of een val. Over het moment zelf en wat daarna blijft hangen.",
        "An emergency, such as a resuscitation or a fall. About the moment itself and what stays with you.",
    ),
    (
        "letting-go-of-work",
        "Werk dat meegaat naar huis: piekeren, beelden die terugkomen, niet kunnen stoppen met zorgen.",
        "Work that follows you home: worrying, images that return, not being able to stop caring.",
    ),
    (
        "unwanted-behaviour",
        "Woorden, blikken of handen die te ver gaan, van een cliënt, collega of leidinggevende.",
        "Words, looks or hands that go too far, by a client, a colleague or a manager.",
    ),
    (
        "bullying-and-gossip",
        "Buitengesloten, uitgelachen of besproken worden door mensen met wie je werkt.",
        "Being shut out, laughed at or talked about by people you work with.",
    ),
    (
        "discrimination",
        "Anders behandeld worden om je afkomst, geloof, huidskleur, geslacht, wie je liefhebt of een beperking.",
        "Being treated differently because of your origin, faith, colour, sex, whom you love or a disability.",
    ),
    (
        "hierarchy",
        "Wie wat mag zeggen, en wat er gebeurt als jij als nieuwste iets zegt.",
        "Who may say what, and what happens when you, the newest, speak up.",
    ),
    (
        "belonging",
        "Wel of niet bij het team horen: in de pauze, in de appgroep, op de afdeling.",
        "Being part of the team or not: in the break, in the group chat, on the ward.",
    ),
    (
        "working-together",
        "Samen zorgen met collega's die anders werken, denken of praten dan jij.",
        "Caring together with colleagues who work, think or talk differently from you.",
    ),
    (
        "handover-and-communication",
        "Wat je van elkaar moet weten: de overdracht, afspraken en berichten die niet aankomen.",
        "What you have to know from each other: handovers, agreements and messages that do not arrive.",
    ),
    (
        "workload",
        "Te veel werk voor de tijd en de mensen die er zijn.",
        "Too much work for the time and the people there are.",
    ),
    (
        "roster",
        "Diensten, ruilen, oproepen en vrije dagen: een rooster dat wel of niet bij je leven past.",
        "Shifts, swaps, calls and days off: a roster that does or does not fit your life.",
    ),
    (
        "understaffing",
        "Te weinig collega's op een dienst. Over kiezen wat blijft liggen, en of dat nog veilig is.",
        "Too few colleagues on a shift. About choosing what has to wait, and whether that is still safe.",
    ),
    (
        "paperwork",
        "Rapporteren, registreren en systemen die tijd van de zorg afhalen.",
        "Reporting, registering and systems that take time away from care.",
    ),
    (
        "standing-alone",
        "Alleen op de groep, in de wijk of in de nacht, zonder iemand naast je.",
        "Alone on the group, in the district or at night, without somebody beside you.",
    ),
    (
        "recognition",
        "Gezien worden om wat je doet: een compliment, een dank je wel, een eerlijke beloning. Of juist niet.",
        "Being seen for what you do: a compliment, a thank you, fair pay. Or not.",
    ),
    (
        "being-heard",
        "Of er iets gebeurt met wat jij zegt en voorstelt.",
        "Whether anything happens with what you say and suggest.",
    ),
    (
        "meaning-of-work",
        "Waarom je dit werk doet, en de momenten waarop je merkt dat het ertoe doet.",
        "Why you do this work, and the moments in which you notice that it matters.",
    ),
    (
        "career",
        "Doorleren, doorgroeien en kiezen welke kant je op gaat.",
        "Learning on, growing on and choosing which way to go.",
    ),
    (
        "lack-of-challenge",
        "Werk dat te makkelijk is, of taken waar je niets van leert.",
        "Work that is too easy, or tasks from which you learn nothing.",
    ),
    (
        "changing-jobs",
        "Weggaan of blijven: een andere afdeling, een andere werkgever, of de zorg uit.",
        "Leaving or staying: another ward, another employer, or out of care.",
    ),
    (
        "work-and-private-life",
        "Werk, gezin, vrienden en rust die om voorrang vragen.",
        "Work, family, friends and rest that all want to come first.",
    ),
    (
        "night-shifts-and-sleep",
        "Nachten draaien, slapen overdag en weer in je ritme komen.",
        "Working nights, sleeping by day and finding your rhythm again.",
    ),
    (
        "mental-health",
        "Somber, angstig, leeg of op. Over hoe het met jou gaat, en wie je kan helpen.",
        "Low, anxious, empty or worn out. About how you are, and who can help you.",
    ),
    (
        "contact-with-relatives",
        "Familie en andere naasten: samen zorgen, verwachtingen, verdriet en boosheid.",
        "Family and others who are close: caring together, expectations, grief and anger.",
    ),
    (
        "puzzling-behaviour",
        "Gedrag van een cliënt dat je niet begrijpt: roepen, dwalen, weigeren, onrust.",
        "Behaviour of a client that you do not understand: calling, wandering, refusing, unrest.",
    ),
    (
        "difficult-conversation",
        "Een gesprek waar je tegenop ziet: slecht nieuws, een klacht, of iets wat niemand wil zeggen.",
        "A conversation that you dread: bad news, a complaint, or something that nobody wants to say.",
    ),
    (
        "ethical-dilemma",
        "Kiezen tussen twee dingen die allebei goed of allebei fout voelen.",
        "Choosing between two things that both feel right, or both wrong.",
    ),
    (
        "joy-in-work",
        "Wat jou energie geeft op je werk, en hoe je dat houdt.",
        "What gives you energy at work, and how you keep it.",
    ),
    (
        "sharing-success",
        "Iets wat goed ging en wat een ander ook kan proberen.",
        "Something that went well and that somebody else can try too.",
    ),
];

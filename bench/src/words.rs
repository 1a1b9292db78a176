//! Texts of about the length that people write, made of sentences that were never said by anybody.

use crate::chance::Dice;

const SENTENCES: [&str; 24] = [
    "Ik stond die avond alleen op de afdeling en wist niet wie ik kon bellen.",
    "Mijn collega zei dat het erbij hoort, maar zo voelde het niet.",
    "De familie was boos en ik nam het mee naar huis.",
    "Ik heb het de volgende ochtend met mijn begeleider besproken.",
    "Wat mij hielp was eerst tien minuten wandelen na de dienst.",
    "Schrijf op wat er gebeurde, dan slaap je beter.",
    "Vraag of iemand een keer met je meeloopt, dat is geen zwakte.",
    "Bij ons doen we sindsdien een korte evaluatie na elke nacht.",
    "Het was druk, er waren twee zieken en niemand om in te vallen.",
    "Ik durfde het niet te zeggen in de overdracht.",
    "Je bent niet de enige, ik heb precies hetzelfde gehad in mijn eerste jaar.",
    "Zeg het hardop tegen iemand die je vertrouwt.",
    "De bewoner herkende mij niet meer en dat deed meer met me dan ik dacht.",
    "Mijn stagebegeleider had geen tijd voor vragen.",
    "Uiteindelijk heb ik een gesprek aangevraagd en dat viel mee.",
    "Plan het gesprek op een moment dat je niet moe bent.",
    "Neem iemand mee als je het spannend vindt.",
    "Ik vind het moeilijk om nee te zeggen als er een dienst open staat.",
    "Spreek af wat je wel kunt doen, dan hoef je niet alles te weigeren.",
    "We hebben een vaste plek gekozen om even op adem te komen.",
    "Het eerste halfuur na zo'n melding is het ergst.",
    "Thuis kan ik er niet over praten en dat maakt het stil.",
    "Op school hoorde ik dat je altijd mag terugbellen.",
    "Dank je wel voor het delen, dit helpt mij ook.",
];

/// The number of rare words, and how seldom a sentence has one: some fifty posts have each.
pub const RARE: usize = 50;
const RARE_EVERY: usize = 2_000;

/// A word that only few texts have.
pub fn rare(n: usize) -> String {
    const PARTS: [&str; 8] = ["ba", "do", "fi", "gu", "ke", "lo", "mi", "nu"];
    format!("z{}{}{}mof", PARTS[n % 8], PARTS[n / 8 % 8], PARTS[(n * 3 + 1) % 8])
}

const TITLES: [&str; 12] = [
    "Hoe ga je om met een boze familie in de avonddienst?",
    "Ik durf geen nee te zeggen als er een dienst open staat",
    "Alleen op de afdeling in mijn derde week",
    "Mijn begeleider heeft nooit tijd voor vragen",
    "Een bewoner overleed en niemand praatte erover",
    "Ik maakte een fout met medicatie en lig er wakker van",
    "Hoe bespreek je dat het te druk is?",
    "Een cliënt schreeuwde tegen mij en ik bevroor",
    "Nachtdiensten en toch naar school, wie herkent dat?",
    "Mijn team roddelt over de leerling",
    "Huilen in de auto na het werk",
    "Mag ik zeggen dat ik dit nog niet kan?",
];

/// A text of `sentences` sentences, in paragraphs of three.
pub fn text(dice: &mut Dice, sentences: usize) -> String {
    let mut out = String::with_capacity(sentences * 70);
    for n in 0..sentences {
        if n > 0 {
            out.push_str(if n % 3 == 0 { "\n\n" } else { " " });
        }
        if dice.below(RARE_EVERY) == 0 {
            out.push_str(&format!("Ik moest denken aan {}.", rare(dice.below(RARE))));
        } else {
            out.push_str(dice.one::<&str>(&SENTENCES));
        }
    }
    out
}

/// A title.
pub fn title(dice: &mut Dice) -> &'static str {
    dice.one::<&str>(&TITLES)
}

/// A question of one line.
pub fn question(dice: &mut Dice) -> String {
    format!("Wie weet wat helpt? {}", dice.one::<&str>(&SENTENCES))
}

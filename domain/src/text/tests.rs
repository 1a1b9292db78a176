//! What passes, what is removed, what is refused, and that cleaning is total and linear.

use super::characters::hostile;
use super::*;
use proptest::prelude::*;

fn body(text: &str) -> Result<String, Fault> {
    Body::parse(text).map(|body| body.as_str().to_owned())
}

#[test]
fn people_write_in_many_ways_and_all_of_them_pass_unchanged() {
    for text in [
        "Ik durf niet te vragen.",
        "Coördinatie, efficiënt, één, zó, façade, 's avonds, IJsland, ĳs",
        "e\u{301}e\u{301}n, coo\u{308}rdinatie",
        "j\u{301} en ij\u{301} met klemtoon: bl\u{ED}j\u{301}f",
        "Işık, İstanbul, ğüşöçı, Çağla Öztürk",
        "Jadwiga Wołoszańska, Łukasz, Świętej",
        "مرحبا، كيف حالك اليوم؟",
        "بِسْمِ اللَّهِ",
        "می\u{200C}خواهم کمک کنم",
        "שָׁלוֹם וּבְרָכָה",
        "Tiếng Việt: Nguyê\u{303}n Thi\u{323}",
        "क्\u{200D}ष और हिन्दी",
        "လျှော့ ကျွန်ုပ်",
        "ที่นี่ก็มี",
        "你好，我今天第一次一个人值夜班，心里很紧张",
        "😀 👍🏽 ❤️ ☎️ ©️ 1️⃣ #️⃣ 🇳🇱",
        "👩🏽‍⚕️ 👨‍👩‍👧‍👦 🏳️‍🌈 🧑🏿‍🤝‍🧑🏻 🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
        "5 < 6 && 7 > 3, 'ja' \"nee\" {x} \\n %s $1",
        "eerste regel\ntweede regel\n\nnieuwe alinea\n\n\nen nog een",
        "- een\n- twee",
        "https://www.example.nl/een/twee?drie=vier#vijf",
        "\u{F8FF} \u{FFFD}",
    ] {
        assert_eq!(body(text), Ok(text.to_owned()), "{text}");
    }
}

#[test]
fn what_nobody_sees_is_removed() {
    for (typed, kept) in [
        ("  spaties  om\tte beginnen \u{A0}", "spaties om te beginnen"),
        ("een\r\ntwee\rdrie\u{2028}vier\u{2029}vijf", "een\ntwee\ndrie\nvier\nvijf"),
        ("\n\n een  \n   twee \n\n\n\n\n\n drie\n", "een\ntwee\n\n\ndrie"),
        ("dia\u{B}twee\u{C}drie\u{85}vier", "dia\ntwee\ndrie\nvier"),
        ("over\u{AD}dracht", "overdracht"),
        ("\u{FEFF}plak\u{200B}werk\u{2060}", "plakwerk"),
        ("links\u{200E} rechts\u{200F} arabisch\u{61C}", "links rechts arabisch"),
        ("los\u{200D}je \u{200C}ook", "losje ook"),
        ("a\u{FE0F}b 1\u{FE0F}2 😀\u{FE0F}\u{FE0F}", "ab 12 😀\u{FE0F}"),
        ("vlag \u{E0067}\u{E0062}🏴\u{E0067}", "vlag 🏴"),
        ("leeg\u{3164}\u{115F}\u{2800}vak", "leeg vak"),
        ("foto \u{FFFC} weg", "foto weg"),
        ("123\u{3000}456\u{202F}789", "123 456 789"),
    ] {
        assert_eq!(body(typed), Ok(kept.to_owned()), "{typed:?}");
    }
}

#[test]
fn what_deceives_is_refused() {
    for (typed, why) in [
        ("bel\u{7} hier", Fault::ControlCharacters),
        ("nul\u{0} hier", Fault::ControlCharacters),
        ("kleur \u{1B}[31mrood", Fault::ControlCharacters),
        ("wis\u{7F} dit", Fault::ControlCharacters),
        ("c1 \u{84} hier", Fault::ControlCharacters),
        ("niets \u{FFFF} of \u{FDD0}", Fault::ControlCharacters),
        ("niets \u{1FFFE}", Fault::ControlCharacters),
        ("om\u{202E}gekeerd", Fault::DirectionMarks),
        ("\u{202A}\u{202B}\u{202C}\u{202D}", Fault::DirectionMarks),
        ("\u{2066}een\u{2069}", Fault::DirectionMarks),
        ("Z\u{300}\u{301}\u{302}\u{303}algo", Fault::InvisibleCharacters),
        ("ก็็็็็", Fault::InvisibleCharacters),
        (" \u{20DD}\u{20DD}\u{20DD}\u{20DD}x", Fault::InvisibleCharacters),
        (&"a\u{200B}".repeat(9), Fault::InvisibleCharacters),
        ("က\u{103D}\u{103D}\u{103D}\u{103D}\u{103D}\u{103D}\u{103D}", Fault::InvisibleCharacters),
        (&"🏽".repeat(4), Fault::InvisibleCharacters),
        (&"\u{200D}".repeat(9), Fault::InvisibleCharacters),
        (&"😀\u{FE0F}\u{E0101}".repeat(9), Fault::InvisibleCharacters),
        (&format!("🏴{}", "\u{E0041}".repeat(9)), Fault::InvisibleCharacters),
        (&"a".repeat(61), Fault::LongWord(60)),
        (&format!("kort {} kort", "é".repeat(61)), Fault::LongWord(60)),
        (&format!("https://a.nl/{}", "a".repeat(300)), Fault::LongWord(60)),
    ] {
        assert_eq!(body(typed), Err(why), "{typed:?}");
    }
}

#[test]
fn up_to_the_limit_is_fine() {
    for text in [
        "a".repeat(60),
        format!("https://a.nl/{}", "a".repeat(287)),
        format!("(WWW.a.nl/{})", "a".repeat(20)),
        "😀".repeat(500),
        "夜".repeat(500),
        format!("{} {}", "a\u{301}".repeat(60), "b".repeat(60)),
    ] {
        assert_eq!(body(&text), Ok(text.clone()));
    }
    assert_eq!(body(&"a\u{200B}".repeat(8)), Ok("a".repeat(8)));
    assert_eq!(body(&"over\u{AD}dracht ".repeat(100)), Ok("overdracht ".repeat(100).trim().to_owned()));
}

#[test]
fn lengths_count_characters_of_the_cleaned_text() {
    let words = |count: usize| "é ".repeat(count / 2) + if count % 2 == 1 { "é" } else { "" };
    for (text, result) in [
        ("", Err(Fault::Missing)),
        (" \n\t\u{200B}\u{AD}\u{2800}\r\n", Err(Fault::Missing)),
        ("éé", Err(Fault::TooShort(3))),
        (" éé \n", Err(Fault::TooShort(3))),
        ("ééé", Ok(3)),
        (&words(3999), Ok(3999)),
        (&(words(3999) + "é"), Ok(4000)),
        (&(words(3999) + "éé"), Err(Fault::TooLong(4000))),
        (&(words(3999) + "  \n é"), Err(Fault::TooLong(4000))),
        (&(words(3999) + &" \n".repeat(9000)), Ok(3999)),
    ] {
        assert_eq!(
            body(text).map(|text| text.chars().count()),
            result,
            "{} characters",
            text.chars().count()
        );
    }
}

/// Everyday sentences, as keyboards of these languages write them. Too many joiners in the right place are no attack.
#[test]
fn the_writing_of_the_world_is_kept() {
    for text in [
        "ကျွန်ုပ်တို့\u{200B}သည်\u{200B}နေ့စဉ်\u{200B}လူနာများကို\u{200B}ပြုစုကြသည်။\u{200B}ညွှန်ကြား\u{200B}နှုံ့\u{200B}လွှဲ\u{200B}တယ်\u{200B}နော်\u{200B}ဟုတ်\u{200B}ကဲ့",
        "ខ្ញុំ\u{200B}ធ្វើ\u{200B}ការ\u{200B}នៅ\u{200B}មន្ទីរពេទ្យ\u{200B}ស្ត្រី\u{200B}និង\u{200B}ខ្ញុំ\u{200B}អស់\u{200B}កម្លាំង\u{200B}ណាស់",
        "ฉันทำงาน\u{200B}กลางคืน\u{200B}และ\u{200B}เหนื่อยมาก",
        "می\u{200C}خواهم کمک بگیرم، نمی\u{200C}دانم چه\u{200C}کار کنم.",
        "ক্ষুধা র\u{200D}্যাব, സന്തോഷം അവൻ\u{200D}റെ",
        "ශ්\u{200D}රී ලංකාව",
        "བོད་སྐད་བསྒྲིགས་རྩོམ",
        "עִבְרִית עם נִקּוּד",
        "እኔ ነርስ ነኝ",
        "Đêm qua tôi rất mệt.",
        "👩🏽‍⚕️ 👨‍👩‍👧‍👦 👩🏻‍❤️‍💋‍👨🏿",
    ] {
        assert_eq!(body(text), Ok(text.to_owned()), "{text}");
    }
    let slips = "می\u{200C} خواهم\u{200C}\u{200C}ها\u{200F} ".repeat(20);
    assert_eq!(body(&slips), Ok("می خواهم\u{200C}ها ".repeat(20).trim().to_owned()));
}

/// A row of joined emoji is one sign to a browser, and no line breaks in it.
#[test]
fn a_long_row_of_joined_emoji_is_parted() {
    let row = ["👩"; 40].join("\u{200D}");
    let kept = body(&row).expect("a body");
    assert_eq!(kept, [["👩"; 5].join("\u{200D}").as_str(); 8].concat());
    assert_eq!(body(&kept), Ok(kept));
}

#[test]
fn a_line_has_no_line_ends() {
    let line = |text: &str| Line::parse(text, 2, 10).map(|line| line.as_str().to_owned());
    assert_eq!(line(" een\r\n\n twee "), Ok("een twee".to_owned()));
    assert_eq!(line("x"), Err(Fault::TooShort(2)));
    assert_eq!(line("een twee drie"), Err(Fault::TooLong(10)));
    assert_eq!(line("\n"), Err(Fault::Missing));
}

#[test]
fn an_error_message_holds_no_text() {
    let body = Body::parse("heel geheim").expect("a body");
    assert_eq!(format!("{body:?}"), "Body(11 characters)");
}

/// Ten megabytes of the worst are answered at once; a slower than linear walk would take minutes.
#[test]
fn huge_texts_are_refused_at_once() {
    let ten_megabytes = |piece: &str| piece.repeat(10_000_000 / piece.len());
    for (text, why) in [
        ("a".repeat(100_000), Fault::LongWord(60)),
        (ten_megabytes("a"), Fault::LongWord(60)),
        (ten_megabytes("a "), Fault::TooLong(4000)),
        (ten_megabytes("\n"), Fault::Missing),
        (ten_megabytes(" \u{A0}"), Fault::Missing),
        (ten_megabytes("\u{AD}"), Fault::Missing),
        (ten_megabytes("\u{200B}"), Fault::InvisibleCharacters),
        (ten_megabytes("\u{301}"), Fault::InvisibleCharacters),
        (ten_megabytes("👩\u{200D}"), Fault::TooLong(4000)),
        (ten_megabytes("🏴\u{E0067}\u{E0062}\u{E007F}"), Fault::TooLong(4000)),
        (ten_megabytes("http://"), Fault::LongWord(60)),
        (format!("{}x\u{0}", ten_megabytes("\r\n")), Fault::ControlCharacters),
    ] {
        assert_eq!(body(&text), Err(why));
        assert!(Title::propose(&text, &text).is_empty());
    }
}

/// Texts in which everything that cleaning looks at is frequent.
fn nasty() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "a",
        "Z",
        "é",
        "e\u{301}",
        "\u{301}",
        "\u{20E3}",
        "1",
        "#",
        " ",
        "  ",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "\n\n\n\n",
        "\u{A0}",
        "\u{2028}",
        "\u{2800}",
        "\u{AD}",
        "\u{200B}",
        "\u{200C}",
        "\u{200D}",
        "\u{200E}",
        "\u{FE0F}",
        "\u{FE0E}",
        "\u{FEFF}",
        "😀",
        "👩",
        "🏽",
        "❤",
        "🏴",
        "\u{E0067}",
        "\u{E0062}",
        "\u{E007F}",
        "م",
        "ی",
        "क",
        "\u{94D}",
        "夜",
        "ก",
        "https://a.nl/",
        "www.",
        ". ",
        "? ",
        "- ",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ]);
    proptest::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![nasty(), any::<String>(), "\\PC{0,200}", "[\u{0}-\u{2FF}\u{2000}-\u{206F}]{0,80}"]
}

#[test]
fn the_sign_of_a_cut_makes_no_word_too_long() {
    let word = "x".repeat(LONGEST_WORD as usize);
    let title = Title::propose("", &format!("{word} {word}"));
    assert_eq!(title, word);
    assert!(Title::parse(&title).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_text_has_an_answer_and_a_cleaned_text_stays(text in any_text()) {
        if let Ok(once) = Body::parse(&text) {
            prop_assert_eq!(Body::parse(once.as_str()), Ok(once.clone()));
        }
        if let Ok(once) = Line::parse(&text, 1, 300) {
            prop_assert_eq!(Line::parse(once.as_str(), 1, 300), Ok(once.clone()));
            prop_assert!(!once.as_str().contains('\n'));
        }
    }

    #[test]
    fn a_cleaned_text_holds_nothing_hostile(text in any_text()) {
        if let Ok(body) = Body::parse(&text) {
            let body = body.as_str();
            prop_assert!(!body.chars().any(|c| c != '\n' && hostile(c)), "{body:?}");
            prop_assert!(!body.contains("\n\n\n\n") && !body.contains("  ") && !body.contains(" \n") && !body.contains("\n "));
            prop_assert_eq!(body.trim(), body);
            prop_assert!((3..=4000).contains(&body.chars().count()));
        }
    }

    #[test]
    fn words_and_marks_stay_within_their_limits(text in any_text()) {
        if let Ok(body) = Body::parse(&text) {
            let long = body.as_str().split_whitespace().filter(|word| !word.contains("://") && !word.contains("www."));
            for word in long.filter(|word| !word.chars().any(characters::breaks)) {
                let letters = word.chars().filter(|c| !characters::is_mark(*c)).count();
                prop_assert!(letters <= LONGEST_WORD as usize + MOST_HIDDEN as usize, "{word}");
            }
            let chars: Vec<char> = body.as_str().chars().collect();
            let stacks = |four: &[char]| four.iter().all(|c| characters::is_mark(*c) && !matches!(c, '\u{FE0E}' | '\u{FE0F}'));
            let built = |c: &char| characters::most_marks(*c) > MOST_MARKS;
            prop_assert!(!chars.windows(4).any(|four| stacks(four) && !four.iter().any(built)));
            prop_assert!(!chars.windows(7).any(stacks));
        }
    }

    #[test]
    fn plain_words_are_never_changed(text in "[a-zA-Zéëïöü0-9.,?!'-]{1,20}( [a-zA-Zéëïöü0-9.,?!'-]{1,20}){2,30}") {
        prop_assert_eq!(body(&text), Ok(text));
    }

    #[test]
    fn a_proposed_title_can_be_kept(happened in any_text(), question in any_text()) {
        let title = Title::propose(&happened, &question);
        prop_assert!(title.chars().count() <= Title::MAX as usize);
        match Title::parse(&title) {
            Ok(_) | Err(Fault::Missing | Fault::TooShort(_)) => {}
            Err(why) => prop_assert!(false, "{why:?} in {title:?}"),
        }
    }
}

use super::*;
use crate::entropy::Seeded;
use crate::faults::Fault;
use crate::themes::ThemeId;
use proptest::prelude::*;

fn today() -> Day {
    Day::of("2026-11-21T12:00:00Z".parse().expect("a time"))
}

fn post(n: u8) -> PostId {
    PostId::from_bytes([n; 16])
}

fn thread(n: u8) -> ThreadId {
    ThreadId::from_bytes([n; 16])
}

fn draft(n: u8, happened: &str) -> Change {
    Change::KeepDraft(Box::new(KeptDraft {
        id: post(n),
        happened: happened.to_owned(),
        tried: String::new(),
        question: String::new(),
        title: String::new(),
        theme: String::new(),
        shows: true,
        moment: String::new(),
        day: today(),
        more: Map::new(),
    }))
}

fn after(changes: &[Change]) -> Drawer {
    let mut drawer = Drawer::default();
    for change in changes {
        drawer.apply(change.clone()).expect("done");
    }
    drawer
}

#[test]
fn every_order_carried_out_twice_is_as_good_as_once() {
    let theme = ThemeId::all().next().expect("a theme");
    let orders = [
        Change::Save(thread(1), true),
        Change::Follow(theme, true),
        draft(2, "Ik durf niet"),
        Change::AddNote(post(3), "Een zware dienst".to_owned(), today()),
        Change::EditNote(post(3), 0, "Een zware avonddienst".to_owned(), post(4), today()),
        Change::See([(thread(1), Seen { seq: 3, thanks: 1, step: 2 })].into()),
        Change::HideNumber(true),
    ];
    let once = after(&orders);
    let twice = after(&orders.iter().flat_map(|order| [order.clone(), order.clone()]).collect::<Vec<_>>());
    assert_eq!(once, twice);
    assert_eq!((once.saved.len(), once.themes.len(), once.notes.len(), once.drafts.len()), (1, 1, 1, 1));
    let undone = [
        Change::Save(thread(1), false),
        Change::Follow(theme, false),
        Change::RemoveDraft(post(2)),
        Change::RemoveNote(post(3)),
        Change::HideNumber(false),
    ];
    let empty = after(&orders.into_iter().chain(undone).collect::<Vec<_>>());
    assert!(empty.saved.is_empty() && empty.themes.is_empty() && empty.drafts.is_empty());
    assert!(empty.notes.is_empty() && !empty.settings.hides_number);
}

#[test]
fn a_note_that_was_changed_elsewhere_loses_neither_text() {
    let first = [Change::AddNote(post(1), "eerst".to_owned(), today())];
    let here = Change::EditNote(post(1), 0, "hier".to_owned(), post(2), today());
    let there = Change::EditNote(post(1), 0, "daar".to_owned(), post(3), today());
    let drawer = after(&[&first[..], &[here.clone(), there]].concat());
    let texts: Vec<_> = drawer.notes.iter().map(|note| &*note.text).collect();
    assert_eq!(texts, ["hier", "daar"]);
    let drawer = after(&[&first[..], &[Change::RemoveNote(post(1)), here]].concat());
    assert_eq!(drawer.notes[0].text, "hier", "thrown away elsewhere, still being written here");
}

#[test]
fn who_read_further_counts() {
    let far = Seen { seq: 9, thanks: 0, step: 1 };
    let near = Seen { seq: 2, thanks: 3, step: 2 };
    let both = Seen { seq: 9, thanks: 3, step: 2 };
    for (one, other) in [(far, near), (near, far)] {
        let drawer =
            after(&[Change::See([(thread(1), one)].into()), Change::See([(thread(1), other)].into())]);
        assert_eq!(drawer.seen[&thread(1)], both);
    }
}

#[test]
fn there_is_an_end_to_everything_and_a_refusal_changes_nothing() {
    let mut drawer = Drawer::default();
    for n in 0..MOST_DRAFTS {
        drawer.apply(draft(n as u8, "tekst")).expect("room");
    }
    for n in 0..MOST_NOTES {
        drawer.apply(Change::AddNote(post(n as u8), "tekst".to_owned(), today())).expect("room");
    }
    let full = drawer.clone();
    assert_eq!(drawer.apply(draft(200, "te veel")), Err(Fault::TooMany(MOST_DRAFTS as u32)));
    let note = Change::AddNote(post(200), "te veel".to_owned(), today());
    assert_eq!(drawer.apply(note), Err(Fault::TooMany(MOST_NOTES as u32)));
    assert_eq!(drawer, full);
    drawer.apply(draft(0, "opnieuw")).expect("a kept draft can be kept again");
    let many: BTreeMap<_, _> = (0..=u16::MAX)
        .map(|n| (ThreadId::from_bytes(std::array::from_fn(|at| n.to_be_bytes()[at % 2])), Seen::default()))
        .collect();
    drawer.apply(Change::See(many)).expect("done");
    assert!(drawer.seen.len() < 1_000);
}

/// A drawer grows with its days: whoever makes many accounts at once does not fill the disk with full drawers.
#[test]
fn a_young_drawer_is_small() {
    let mut drawer = Drawer { since: Some(today()), ..Drawer::default() };
    let longest = |drawer: &mut Drawer, age: i64| {
        for n in 0..MOST_NOTES {
            let note = Change::AddNote(post(n as u8), "\u{1F62E}".repeat(NOTE_MAX as usize), today());
            let before = drawer.clone();
            drawer.apply(note).expect("room for one more");
            if drawer.to_padded(today().plus(age)) == Err(Fault::NoRoomYet) {
                *drawer = before;
                break;
            }
        }
        drawer.to_padded(today().plus(age)).expect("fits").len()
    };
    let lengths = [0, 1, YOUNG_DAYS - 1, YOUNG_DAYS].map(|age| longest(&mut drawer, age));
    assert_eq!(lengths, [LENGTHS[1], LENGTHS[2], LENGTHS[2], LENGTHS[3]]);
    let old = Drawer { since: None, ..drawer };
    assert_eq!(old.to_padded(today()).expect("fits").len(), LENGTHS[3], "one from before days were noted");
}

/// The fullest drawer there can be still fits.
#[test]
fn a_full_drawer_fits() {
    let source = Seeded::new(1);
    let mut drawer = Drawer::default();
    let long = |count: u32| "\u{1F62E}".repeat(count as usize);
    for _ in 0..MOST_SAVED {
        drawer.apply(Change::Save(ThreadId::random(&source), true)).expect("room");
    }
    for n in 0..MOST_NOTES {
        drawer.apply(Change::AddNote(post(n as u8), long(NOTE_MAX), today())).expect("room");
    }
    let most = crate::text::Body::MAX;
    for n in 0..MOST_DRAFTS {
        drawer.apply(draft(n as u8, &long(most / 2))).expect("room");
    }
    assert_eq!(drawer.to_padded(today()).expect("fits").len(), LENGTHS[3]);
}

/// A later version put something in; this one changes something else and gives it back.
#[test]
fn fields_of_a_later_version_stay() {
    let later = r#"{"v":2,"goal":{"step":3},"notes":[{"id":"01010101010101010101010101010101","text":"a","day":"2026-11-20","colour":"zon"}],
        "settings":{"quiet":true,"voice":"soft"}}"#;
    let mut drawer: Drawer = serde_json::from_str(later).expect("a drawer");
    drawer.apply(Change::EditNote(post(1), 0, "b".to_owned(), post(2), today())).expect("done");
    let again = Drawer::from_padded(&drawer.to_padded(today()).expect("fits")).expect("a drawer");
    let text = serde_json::to_string(&again).expect("text");
    for kept in [r#""goal":{"step":3}"#, r#""colour":"zon""#, r#""voice":"soft""#, r#""text":"b""#] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
}

proptest! {
    #[test]
    fn lengths_are_few_and_what_went_in_comes_out(notes in prop::collection::vec(".{0,400}", 0..40)) {
        let mut drawer = Drawer::default();
        for (n, note) in notes.iter().enumerate() {
            drawer.apply(Change::AddNote(post(n as u8), note.clone(), today())).expect("room");
        }
        let padded = drawer.to_padded(today()).expect("fits");
        prop_assert!(LENGTHS.contains(&padded.len()));
        prop_assert_eq!(Drawer::from_padded(&padded), Some(drawer));
    }

    #[test]
    fn bytes_that_are_no_drawer_are_none(bytes: Vec<u8>) {
        let _ = Drawer::from_padded(&bytes);
    }
}

#[test]
fn debug_shows_nothing() {
    let drawer = after(&[draft(1, "geheim"), Change::AddNote(post(1), "geheim".to_owned(), today())]);
    let shown = format!("{drawer:?} {:?} {:?} {:?}", drawer.notes, drawer.drafts, draft(1, "geheim"));
    assert!(!shown.contains("geheim"), "{shown}");
}

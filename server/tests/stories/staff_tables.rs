//! Tables of staff: sorted by a link, read portion by portion while rows change, and taken along as a file that says the same.

use domain::ids::{CohortId, OrganisationId, StaffId};
use domain::people::{Region, Sector};
use domain::staff::{Roles, StaffDeed, StaffRole};
use domain::time::Day;
use server::testing::{Colleague, Page, TestApp};
use store::{CohortRow, Organisation, OrganisationKind, StaffLogLine, StaffRow};

/// A name out of the order in which they are made, with an accent and a capital now and then.
fn name(n: usize) -> String {
    let begin = ["Élan", "de Linde", "Wilg", "berk", "Ákker"][n * 7 % 5];
    format!("{begin} {:03}", n * 37 % 1000)
}

async fn add_organisations(app: &TestApp, many: usize) -> Vec<OrganisationId> {
    let mut tx = app.state.store.accounts.begin().await.expect("a unit");
    let mut ids = Vec::new();
    for n in 0..many {
        let organisation = Organisation {
            id: OrganisationId::random(&*app.state.entropy),
            name: name(n),
            kind: OrganisationKind::ALL[n % 2],
            region: (n % 3 > 0).then(|| Region::ALL[n % Region::ALL.len()]),
            sector: Some(Sector::ALL[n % Sector::ALL.len()]),
        };
        tx.organisations().add(&organisation).await.expect("a row");
        ids.push(organisation.id);
    }
    tx.commit().await.expect("kept");
    ids
}

async fn add_cohorts(app: &TestApp, many: usize) {
    let organisations = add_organisations(app, 4).await;
    let mut tx = app.state.store.accounts.begin().await.expect("a unit");
    for n in 0..many {
        let cohort = CohortRow {
            id: CohortId::random(&*app.state.entropy),
            organisation: organisations.get(n % 5).copied(),
            code: domain::codes::CohortCode::generate(&*app.state.entropy).as_str().to_owned(),
            seats: None,
            used: (n as i64 * 11) % 40,
            ends: app.today().plus(n as i64 % 9 - 2),
            name: name(n),
        };
        tx.cohorts().add(&cohort).await.expect("a row");
    }
    let month = app.today().month().before();
    tx.cohorts().count_month(month).await.expect("counted");
    tx.commit().await.expect("kept");
}

async fn add_people(app: &TestApp, many: usize) -> Vec<StaffId> {
    let mut tx = app.state.store.staff.begin().await.expect("a unit");
    let mut ids = Vec::new();
    for n in 0..many {
        let roles = if n % 2 == 0 {
            Roles::NONE.with(StaffRole::Expert)
        } else {
            Roles::NONE.with(StaffRole::Moderator)
        };
        let row = StaffRow {
            id: StaffId::random(&*app.state.entropy),
            name: name(n),
            function: format!("op dag {}", n % 7),
            email: format!("{n}@linde.example"),
            roles,
            organisation: None,
            added: app.today(),
            removed: None,
        };
        assert!(tx.staff().add(&row).await.expect("a row"));
        ids.push(row.id);
    }
    tx.commit().await.expect("kept");
    ids
}

/// The ids of the rows of a page.
fn ids(page: &Page) -> Vec<String> {
    let id = |href: String| href.rsplit('/').next().unwrap_or_default().to_owned();
    page.attributes(".table-link", "href").into_iter().map(id).collect()
}

/// The address of the next portion.
fn next(page: &Page) -> Option<String> {
    page.attributes(".table-more a", "href").into_iter().find(|href| href.contains("after="))
}

/// This page and all that follow it.
async fn portions(noor: &mut Colleague<'_>, path: &str) -> Vec<Page> {
    let mut pages = vec![noor.sees(path).await];
    while let Some(path) = pages.last().and_then(next) {
        pages.push(noor.sees(&path).await);
    }
    pages
}

/// The rows of a page, cell by cell.
fn rows(pages: &[Page], columns: usize) -> Vec<Vec<String>> {
    let cells = pages.iter().flat_map(|page| page.all("tbody th, tbody td")).collect::<Vec<_>>();
    cells.chunks(columns).map(<[String]>::to_vec).collect()
}

/// The lines of a file, cell by cell, after its headings.
fn lines(file: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let file = file.strip_prefix('\u{feff}').expect("a mark that says UTF-8");
    let cells = |line: &str| {
        let line = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).expect("quoted cells");
        line.split("\",\"").map(|cell| cell.replace("\"\"", "\"")).collect()
    };
    let mut lines: Vec<Vec<String>> = file.split_terminator("\r\n").map(cells).collect();
    (lines.remove(0), lines)
}

/// What the form on this page takes along.
async fn taken(noor: &mut Colleague<'_>, page: &Page, endpoint: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let file = noor.sends(&page.form(endpoint)).await;
    assert_eq!(file.status(), 200, "{}", file.words());
    lines(&file.html())
}

server::stories! {
    async fn a_table_is_sorted_both_ways_by_links_in_its_head(app) {
        add_organisations(app, 12).await;
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        let page = noor.sees("/staff/organisations").await;
        let by_name = page.all(".table-link");
        assert_eq!(by_name[..4], ["Ákker 074", "Ákker 259", "berk 148", "berk 333"], "as people look names up");
        assert_eq!(page.attributes("thead [aria-sort]", "aria-sort"), ["ascending"]);
        for (at, column) in ["name", "kind", "region", "sector"].into_iter().enumerate() {
            let cells = |page: &Page| page.all("tbody tr").len();
            let up = noor.sees(&format!("/staff/organisations?sort={column}")).await;
            let href = up.attributes("thead a", "href").swap_remove(at);
            let down = noor.sees(&href).await;
            assert_eq!(down.attributes("thead [aria-sort]", "aria-sort"), ["descending"], "{href}");
            assert_eq!((cells(&up), cells(&down)), (12, 12));
            let words = |page: &Page| -> Vec<String> {
                rows(std::slice::from_ref(page), 4).into_iter().map(|mut row| row.swap_remove(at)).collect()
            };
            let back: Vec<_> = words(&down).into_iter().rev().collect();
            assert_eq!(words(&up), back, "{column}");
        }
        let page = noor.sees("/staff/organisations?sort=kind").await;
        let employers: Vec<_> = rows(&[page], 4).into_iter().filter(|row| row[1] == "Werkgever").map(|row| row[0].clone()).collect();
        let expected: Vec<_> = by_name.into_iter().filter(|name| employers.contains(name)).collect();
        assert_eq!(employers, expected, "of one kind by name");
    }

    /// Somebody reads on while colleagues add, change and remove rows.
    async fn portions_hold_every_row_once_whatever_changes_meanwhile(app) {
        let mut all: Vec<_> = add_people(app, 120).await.iter().map(ToString::to_string).collect();
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        all.push(noor.id.to_string());
        let mut page = noor.sees("/staff/team").await;
        let mut read = ids(&page);
        assert_eq!(read.len(), 50);
        // The last one of this portion goes, another one comes before it, and one far behind is called otherwise.
        let gone: StaffId = read[49].parse().expect("an id");
        app.removes_staff(gone).await;
        let (first, far) = (read[3].clone(), all.iter().find(|id| !read.contains(id)).expect("one").clone());
        let mut tx = app.state.store.staff.begin().await.expect("a unit");
        for (id, called) in [(&first, "Zz"), (&far, "Aa")] {
            let id: StaffId = id.parse().expect("an id");
            assert!(tx.staff().set(id, called, "reserve", Roles::NONE.with(StaffRole::Expert), None).await.expect("set"));
        }
        tx.commit().await.expect("kept");
        page = noor.sees(&next(&page).expect("more")).await;
        let second = ids(&page);
        // Now the last one of the second portion moves to the beginning.
        let moved = second[49].clone();
        read.extend(second);
        let mut tx = app.state.store.staff.begin().await.expect("a unit");
        tx.staff().set(moved.parse().expect("an id"), "Aaa", "reserve", Roles::NONE.with(StaffRole::Expert), None).await.expect("set");
        tx.commit().await.expect("kept");
        for page in portions(&mut noor, &next(&page).expect("more")).await {
            read.extend(ids(&page));
        }
        for id in all.iter().filter(|id| ![&first, &far].contains(id)) {
            assert_eq!(read.iter().filter(|one| *one == id).count(), 1, "{id}");
        }
    }

    /// Rows that no filter lets through any more mark their place all the same.
    async fn a_row_that_fits_no_more_keeps_its_place(app) {
        let people = add_people(app, 120).await;
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        let page = noor.sees("/staff/team?role=expert").await;
        let mut read = ids(&page);
        app.set_roles(read[49].parse().expect("an id"), &[StaffRole::Moderator]).await;
        read.extend(ids(&noor.sees(&next(&page).expect("more")).await));
        read.sort_unstable();
        let mut experts: Vec<_> = people.iter().step_by(2).map(ToString::to_string).collect();
        experts.sort_unstable();
        assert_eq!(read, experts);
    }

    async fn a_file_of_organisations_holds_what_all_portions_show(app) {
        add_organisations(app, 130).await;
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        for asked in ["", "?sort=region&down=yes", "?kind=school&sort=sector"] {
            let pages = portions(&mut noor, &format!("/staff/organisations{asked}")).await;
            assert!(pages.len() > 1, "{asked}");
            let (heads, file) = taken(&mut noor, &pages[0], "staff/organisations/export").await;
            assert_eq!(heads, ["Naam", "Soort", "Regio", "Sector", "Id"]);
            let mut shown = rows(&pages, 4);
            shown.iter_mut().zip(pages.iter().flat_map(ids)).for_each(|(row, id)| row.push(id));
            assert_eq!(file, shown, "{asked}");
            // From the second page all the same is taken along.
            assert_eq!(taken(&mut noor, &pages[1], "staff/organisations/export").await.1, file, "{asked}");
        }
    }

    async fn a_file_of_cohorts_holds_what_all_portions_show(app) {
        add_cohorts(app, 70).await;
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        for asked in ["", "?sort=all&state=open", "?sort=organisation&down=yes", "?sort=joined&down=yes"] {
            let pages = portions(&mut noor, &format!("/staff/cohorts{asked}")).await;
            let (heads, file) = taken(&mut noor, &pages[0], "staff/cohorts/export").await;
            assert_eq!(heads, ["Naam", "Organisatie", "Code", "Laatste dag", "Vorige maand", "In totaal", "Id"]);
            assert!(file.len() > 50, "{asked}");
            assert_eq!(file.iter().map(|row| row[6].clone()).collect::<Vec<_>>(), pages.iter().flat_map(ids).collect::<Vec<_>>(), "{asked}");
            for (row, shown) in file.iter().zip(rows(&pages, 6)) {
                for same in [0, 1, 2, 4, 5] {
                    assert_eq!(row[same], shown[same], "{asked}");
                }
                let day = Day::read(&row[3]).expect("a day");
                assert_eq!(shown[3].contains("verlopen"), day < app.today(), "{shown:?}");
            }
        }
        let page = noor.sees("/staff/cohorts?sort=all&down=yes").await;
        let joined = page.all("td:last-child");
        let number = |words: &String| words.trim_start_matches("± ").parse().unwrap_or(0);
        let numbers: Vec<u32> = joined.iter().map(number).collect();
        assert!(numbers.is_sorted_by(|one, other| one >= other) && numbers[0] > 9, "by number, not by word: {numbers:?}");
    }

    async fn a_file_of_people_holds_what_all_portions_show(app) {
        let people = add_people(app, 70).await;
        app.removes_staff(people[5]).await;
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        for (asked, many) in [("", 70), ("?sort=seen&down=yes", 70), ("?sort=name&down=yes&role=expert", 35)] {
            let pages = portions(&mut noor, &format!("/staff/team{asked}")).await;
            let (heads, file) = taken(&mut noor, &pages[0], "staff/team/export").await;
            assert_eq!(heads, ["Naam", "Rollen", "Inloggen", "Laatst bezig", "Functie", "Id"]);
            assert_eq!(file.len(), many, "{asked}");
            assert_eq!(file.iter().map(|row| row[5].clone()).collect::<Vec<_>>(), pages.iter().flat_map(ids).collect::<Vec<_>>(), "{asked}");
            for (row, shown) in file.iter().zip(rows(&pages, 4)) {
                assert!(shown[0].ends_with(&format!("{} {}", row[0], row[4])), "{row:?} {shown:?}");
                assert_eq!((&row[1], &row[2]), (&shown[1], &shown[2]));
            }
        }
        let seen = noor.sees("/staff/team?sort=seen&down=yes").await;
        assert_eq!(ids(&seen)[0], noor.id.to_string(), "who is here now");
    }

    /// S20: the file comes in the answer to the factor, as it was asked for, and a line of the log says so.
    async fn a_list_is_taken_along_after_a_factor_and_the_log_says_which(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        add_organisations(app, 3).await;
        for (list, name) in [("team", "Mensen en rollen"), ("organisations", "Organisaties"), ("cohorts", "Cohorten"), ("log", "Logboek")] {
            let sort = if list == "log" { "sort=moment" } else { "sort=name&down=yes" };
            let page = noor.sees(&format!("/staff/{list}?{sort}")).await;
            app.forward(chrono::Duration::minutes(6));
            let asked = noor.sends(&page.form(&format!("staff/{list}/export"))).await;
            assert!(!asked.all("input[name=factor_code]").is_empty(), "{}", asked.words());
            assert!(!noor.sees("/staff/log").await.all("tbody small").contains(&name.to_owned()), "nothing was done yet");
            let file = noor.proves(&asked).await;
            let (_, rows) = lines(&file.html());
            if list == "organisations" {
                assert_eq!(rows.iter().map(|row| &*row[0]).collect::<Vec<_>>(), ["Wilg 037", "Élan 000", "Ákker 074"]);
            }
            let log = noor.sees("/staff/log").await;
            let line = rows_of_log(&log).into_iter().find(|row| row[2] == format!("nam een lijst mee {name}"));
            assert!(line.is_some_and(|row| row[1] == noor.name), "{}", log.words());
        }
        let answer = noor.posts("/api/staff/team/export", &[]).await;
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(answer.header("content-disposition"), "attachment; filename=\"health-thing-team.csv\"");
    }

    async fn the_log_has_all_zones_and_is_read_both_ways_in_portions(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        for n in 0..130 {
            let object = Some(format!("{n:032x}"));
            let line = StaffLogLine { at: 1_000 + n / 3, staff: None, deed: StaffDeed::AddCohort, object, detail: None };
            let store = &app.state.store;
            match n % 3 {
                0 => { let mut tx = store.accounts.begin().await.expect("a unit"); tx.staff_log().add(&line).await.expect("a line"); tx.commit().await.expect("kept"); }
                1 => { let mut tx = store.community.begin().await.expect("a unit"); tx.staff_log().add(&line).await.expect("a line"); tx.commit().await.expect("kept"); }
                _ => { let mut tx = store.staff.begin().await.expect("a unit"); tx.staff_log().add(&line).await.expect("a line"); tx.commit().await.expect("kept"); }
            }
        }
        let page = noor.sees("/staff/log").await;
        assert!(page.says("gebruikte de eigen link") && page.says("maakte een cohort"), "{}", page.words());
        let newest = portions(&mut noor, "/staff/log?deed=add_cohort").await;
        let oldest = portions(&mut noor, "/staff/log?deed=add_cohort&sort=moment").await;
        assert_eq!((newest.len(), oldest.len()), (3, 3));
        assert!(!newest[0].all("tbody").concat().contains("eigen link"), "{}", newest[0].words());
        let (down, up) = (rows(&newest, 4), rows(&oldest, 4));
        assert_eq!((down.len(), up.len()), (130, 130));
        assert_eq!(down.iter().rev().collect::<Vec<_>>(), up.iter().collect::<Vec<_>>());
        assert!(up.iter().all(|row| row[1] == "opdrachtregel"), "{:?}", up[0]);
        for (pages, shown) in [(newest, down), (oldest, up)] {
            let (heads, file) = taken(&mut noor, &pages[0], "staff/log/export").await;
            assert_eq!(heads, ["Wanneer", "Wie", "Wat", "Waarover", "Meer", "Id"]);
            let said = |row: &Vec<String>| row[1..4].to_vec();
            assert_eq!(file.iter().map(said).collect::<Vec<_>>(), shown.iter().map(said).collect::<Vec<_>>());
            let mut objects: Vec<_> = file.iter().map(|row| row[5].clone()).collect();
            objects.sort_unstable();
            objects.dedup();
            assert_eq!(objects.len(), 130, "every line once");
        }
    }

    async fn the_log_of_one_colleague_holds_their_lines_of_every_zone_and_no_others(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        let bas = app.colleague(&[StaffRole::Moderator]).await;
        for (n, staff) in [noor.id, bas.id, noor.id, bas.id].into_iter().enumerate() {
            let line = StaffLogLine::new(1_000 + n as i64, Some(staff), StaffDeed::AddCohort);
            let mut tx = app.state.store.accounts.begin().await.expect("a unit");
            tx.staff_log().add(&line).await.expect("a line");
            tx.commit().await.expect("kept");
        }
        let page = noor.sees(&format!("/staff/log?staff={}", bas.id)).await;
        assert_eq!(page.attributes("select[name=staff] option[selected]", "value"), [bas.id.to_string()]);
        let shown = rows_of_log(&page);
        assert!(shown.iter().all(|row| row[1] == bas.name), "{}", page.words());
        let deeds = |rows: &[Vec<String>]| rows.iter().map(|row| row[2].clone()).collect::<Vec<_>>();
        let of_bas = ["gebruikte de eigen link", "maakte een cohort", "maakte een cohort"];
        assert_eq!(deeds(&shown), of_bas, "{}", page.words());
        let (_, file) = taken(&mut noor, &page, "staff/log/export").await;
        assert_eq!(deeds(&file), of_bas);
        let both = noor.sees(&format!("/staff/log?staff={}&deed=add_cohort", bas.id)).await;
        assert_eq!(deeds(&rows_of_log(&both)), of_bas[1..], "{}", both.words());
        let nobody = noor.sees(&format!("/staff/log?staff={}", StaffId::random(&*app.state.entropy))).await;
        assert!(rows_of_log(&nobody).is_empty(), "{}", nobody.words());
    }

    /// Words of the reader's language, in the file too.
    async fn a_file_is_in_the_language_of_who_takes_it_along(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        "en".clone_into(&mut noor.languages);
        add_organisations(app, 1).await;
        let page = noor.sees("/staff/organisations").await;
        let (heads, file) = taken(&mut noor, &page, "staff/organisations/export").await;
        assert_eq!(heads, ["Name", "Kind", "Region", "Sector", "Id"]);
        assert_eq!(file[0][1], "Employer");
    }
}

fn rows_of_log(page: &Page) -> Vec<Vec<String>> {
    rows(std::slice::from_ref(page), 4)
}

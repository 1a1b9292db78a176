//! Checks, versions, jobs, backups and keys on one page.

use crate::desk::{Admin, Desk, Item, StaffFrame};
use crate::kit::ctx::Ctx;
use crate::kit::page::{Page, PageResult};
use crate::kit::state::Check;
use crate::kit::ui::*;
use crate::t;
use domain::people::Lang;
use domain::staff::Right;
use domain::time::{Day, moment_of};
use leptos::prelude::*;
use store::{Job, Store, jobs};

/// How the installation is.
pub async fn system(ctx: Ctx) -> PageResult {
    let desk = Desk::open(&ctx, Right::ReadSystem).await?;
    let (lang, today) = (ctx.lang, ctx.clock.today());
    let look = (ctx.look)().await;
    let all = ctx.store.staff.read().await?.jobs().list().await?;
    let (copies, others): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|job| [jobs::BACKUP, jobs::RESTORE_TEST].contains(&&*job.name));
    let copies = [jobs::BACKUP, jobs::RESTORE_TEST].map(|name| Copied::of(&copies, name, today));
    let wrong = look.checks.iter().filter(|check| check.found.is_err()).count()
        + others.iter().filter(|job| job.is_failing()).count()
        + copies.iter().filter(|copy| copy.late || copy.failed).count();
    let tools = match wrong as i64 {
        0 => view! { <span class="tag tag--ok"><Icon glyph=Glyph::Check/>{t::system::all_well(lang)}</span> }.into_any(),
        some => view! { <span class="tag tag--warn"><Icon glyph=Glyph::Warning/>{t::system::needs(lang, some)}</span> }.into_any(),
    };
    let checks: Vec<_> = look.checks.iter().map(|check| check_card(lang, check)).collect();
    let jobs: Vec<_> = others.iter().map(|job| job_row(lang, job)).collect();
    let jobs = match jobs.is_empty() {
        true => view! { <p class="muted">{t::system::no_jobs(lang)}</p> }.into_any(),
        false => view! { <ul class="jobs">{jobs}</ul> }.into_any(),
    };
    let title = t::staff::system(lang);
    let steps = Store::steps();
    let age = look.keys_since.map(|since| t::system::days_old(lang, today.since(since)));
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Admin(Admin::System) title tools>
            <div class="work-page">
                <ul class="checks" aria-label=t::system::checks(lang)>{checks}</ul>
                <div class="thirds">
                    <section class="card stack stack--s" aria-labelledby="jobs"><h2 class="h4" id="jobs">{t::system::jobs(lang)}</h2>{jobs}</section>
                    <section class="card stack stack--s" aria-labelledby="copies">
                        <h2 class="h4" id="copies">{t::system::backups(lang)}</h2>
                        {copies.map(|copy| copy_row(lang, &copy)).into_iter().collect_view()}
                        <p class="sm muted">{t::system::backups_text(lang)}</p>
                    </section>
                    <section class="card stack stack--s" aria-labelledby="versions">
                        <h2 class="h4" id="versions">{t::system::versions(lang)}</h2>
                        <dl class="facts">
                            <dt>{t::system::program(lang)}</dt><dd>{look.version}</dd>
                            <dt>{t::system::tables_accounts(lang)}</dt><dd>{steps[0]}</dd>
                            <dt>{t::system::tables_community(lang)}</dt><dd>{steps[1]}</dd>
                            <dt>{t::system::tables_staff(lang)}</dt><dd>{steps[2]}</dd>
                            <dt>{t::system::keys(lang)}</dt><dd>{age.unwrap_or_else(|| t::system::unknown(lang).to_owned())}</dd>
                        </dl>
                    </section>
                </div>
            </div>
        </StaffFrame>
    })
    .titled(title))
}

/// A check, in the words of people. What is wrong is said as the command `check` says it, in English, for whoever mends it there.
fn check_card(lang: Lang, check: &Check) -> AnyView {
    let (name, well) = match check.what {
        "settings" => (t::system::settings(lang), t::system::settings_well(lang)),
        "keys" => (t::system::keys(lang), t::system::keys_well(lang)),
        "push" => (t::system::push(lang), t::system::push_well(lang)),
        "databases" => (t::system::databases(lang), t::system::databases_well(lang)),
        "files" => (t::system::files(lang), t::system::files_well(lang)),
        other => (other, ""),
    };
    let (class, glyph, said) = match &check.found {
        Ok(_) => ("", Glyph::Check, view! { <small>{well}</small> }.into_any()),
        Err(said) => {
            let said = view! { <small>{t::system::check_failed(lang)}" "<span lang="en">{said.clone()}</span></small> };
            ("bad", Glyph::Warning, said.into_any())
        }
    };
    view! { <li class=class><span class="mark"><Icon glyph/></span><b>{name}</b>{said}</li> }.into_any()
}

fn job_row(lang: Lang, job: &Job) -> AnyView {
    let name = match job.name.as_str() {
        "damage" => t::system::job_damage(lang),
        "sessions" => t::system::job_sessions(lang),
        "staff_sessions" => t::system::job_staff_sessions(lang),
        "joins" => t::system::job_joins(lang),
        "decisions" => t::system::job_decisions(lang),
        "unanswered" => t::system::job_unanswered(lang),
        "reactions" => t::system::job_reactions(lang),
        "tips" => t::system::job_tips(lang),
        "tip_lists" => t::system::job_tip_lists(lang),
        "themes" => t::system::job_themes(lang),
        "traces" => t::system::job_traces(lang),
        "order" => t::system::job_order(lang),
        "release" => t::system::job_release(lang),
        "effect" => t::system::job_effect(lang),
        "row_order" => t::system::job_row_order(lang),
        "handovers" => t::system::job_handovers(lang),
        "texts" => t::system::job_texts(lang),
        "push" => t::system::job_push(lang),
        _ => "",
    };
    let name = if name.is_empty() { job.name.clone() } else { name.to_owned() };
    let tag = match job.is_failing() {
        true => {
            view! { <span class="tag tag--warn"><Icon glyph=Glyph::Warning/>{t::system::failed(lang)}</span> }
                .into_any()
        }
        false => view! { <span class="tag tag--ok"><Icon glyph=Glyph::Check/>{t::system::well(lang)}</span> }
            .into_any(),
    };
    let when = job.done.map_or_else(|| t::system::never(lang).to_owned(), |done| moment_words(lang, done));
    let cause = job.failed.map(|failed| {
        let cause = job.cause.clone().unwrap_or_default();
        view! { <small>{t::system::last_error(lang, moment_words(lang, failed))}" "<span lang="en">{cause}</span></small> }
    });
    view! { <li><b>{name}</b>{tag}<small>{when}</small>{cause}</li> }.into_any()
}

/// The last backup, or the last test of one.
struct Copied {
    is_test: bool,
    /// The second at which it was done.
    done: Option<i64>,
    /// True when there should have been another one: a backup of the night, a test of one each month, with some days to spare.
    late: bool,
    failed: bool,
}

impl Copied {
    fn of(jobs: &[Job], name: &str, today: Day) -> Self {
        let is_test = name == jobs::RESTORE_TEST;
        let job = jobs.iter().find(|job| job.name == name);
        let done = job.and_then(|job| job.done);
        let days = done.and_then(moment_of).map(|at| today.since(Day::of(at)));
        let late = days.is_none_or(|days| days > if is_test { 35 } else { 2 });
        Self { is_test, done, late, failed: job.is_some_and(Job::is_failing) }
    }
}

fn copy_row(lang: Lang, copy: &Copied) -> AnyView {
    let words = if copy.is_test { t::system::restore_test(lang) } else { t::system::last_backup(lang) };
    let (class, glyph) = match copy.late || copy.failed {
        true => ("copied copied--late", Glyph::Warning),
        false => ("copied", Glyph::CheckCircleFill),
    };
    let when = copy.done.map_or_else(|| t::system::never(lang).to_owned(), |done| moment_words(lang, done));
    let failed = copy.failed.then(|| view! { <small>{t::system::failed(lang)}</small> });
    view! { <p class=class><Icon glyph/><b>{words}</b><small>{when}</small>{failed}</p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    /// The backup, or the test of one, that was done and failed these days after the first one.
    fn of(name: &str, done: Option<i64>, failed: Option<i64>, today: i64) -> Copied {
        let at = |days: i64| days * DAY + 10_800;
        let cause = failed.map(|_| "the disk is full".to_owned());
        let job = Job { name: name.to_owned(), done: done.map(at), failed: failed.map(at), cause };
        let other =
            Job { name: "tips".to_owned(), done: Some(at(today)), failed: Some(at(today + 1)), cause: None };
        Copied::of(&[other, job], name, Day::of(moment_of(at(today)).expect("a moment")))
    }

    #[test]
    fn a_backup_is_late_after_two_days_and_a_test_of_one_after_35() {
        for (name, is_test, limit) in [(jobs::BACKUP, false, 2), (jobs::RESTORE_TEST, true, 35)] {
            for (days, late) in [(0, false), (limit, false), (limit + 1, true)] {
                let copy = of(name, Some(100), None, 100 + days);
                assert_eq!(
                    (copy.is_test, copy.late, copy.failed),
                    (is_test, late, false),
                    "{name} after {days} days"
                );
                assert_eq!(copy.done, Some(100 * DAY + 10_800));
            }
        }
    }

    #[test]
    fn what_was_never_done_is_late_and_no_failure() {
        for name in [jobs::BACKUP, jobs::RESTORE_TEST] {
            let today = Day::of(moment_of(100 * DAY).expect("a moment"));
            let copy = Copied::of(&[], name, today);
            assert_eq!((copy.done, copy.late, copy.failed), (None, true, false), "{name}");
            let copy = of(name, None, Some(100), 100);
            assert_eq!((copy.done, copy.late, copy.failed), (None, true, true), "{name}");
        }
    }

    #[test]
    fn a_failure_counts_until_it_was_done_after_it() {
        for name in [jobs::BACKUP, jobs::RESTORE_TEST] {
            for (done, failed, is_failing) in [(100, 101, true), (101, 100, false), (101, 101, false)] {
                let copy = of(name, Some(done), Some(failed), 101);
                assert_eq!((copy.late, copy.failed), (false, is_failing), "{name} {done} {failed}");
            }
        }
    }

    #[test]
    fn a_copy_that_is_late_or_failed_says_so() {
        let drawn = |copy: &Copied| copy_row(Lang::Nl, copy).to_html();
        let well = drawn(&of(jobs::BACKUP, Some(100), None, 100));
        assert!(
            well.contains("Laatste back-up") && !well.contains("copied--late") && !well.contains("mislukt"),
            "{well}"
        );
        let late = drawn(&of(jobs::RESTORE_TEST, Some(100), None, 136));
        assert!(
            late.contains("Laatste hersteltest")
                && late.contains("copied--late")
                && !late.contains("mislukt"),
            "{late}"
        );
        let failed = drawn(&of(jobs::BACKUP, Some(100), Some(101), 101));
        assert!(failed.contains("copied--late") && failed.contains("mislukt"), "{failed}");
        assert!(
            drawn(&Copied::of(&[], jobs::BACKUP, Day::of(moment_of(0).expect("a moment"))))
                .contains("nog nooit")
        );
    }
}

use super::samples::*;
use crate::{Added, Author, Community, Since, ThreadRow, Tx, both};
use domain::people::Sector;
use domain::posts::PostKind;
use domain::themes::{ThemeId, ThreadThemes};
use domain::threads::Filter;

async fn listed(tx: &mut Tx<Community>, filter: Filter) -> crate::Result<Vec<ThreadRow>> {
    tx.threads().list(filter, None, 100).await
}

both! {
    async fn a_thread_is_found_as_it_was_added(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        let opening = opened(&mut tx, &thread).await?;
        tx.commit().await?;

        let mut tx = store.community.read().await?;
        let row = tx.threads().find(thread.id).await?.expect("the thread");
        assert_eq!((row.id, &row.title, row.themes), (thread.id, &thread.title, thread.themes));
        assert_eq!((row.sector, row.phase, row.day), (thread.sector, thread.phase, thread.day));
        assert_eq!((row.opening, row.listed), (opening.id, true));
        assert_eq!(row.opening_author.map(|tag| Author::Member { tag, name: row.opening_name }), Some(opening.author));
        assert_eq!((row.tips, row.supports, row.experts), (0, 0, 0));
        assert_eq!(tx.threads().find(a_thread().id).await?, None);
        assert_eq!(tx.threads().count().await?, 1);
    }

    async fn a_thread_added_twice_keeps_its_first_position(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        let first = tx.threads().add(&thread).await?;
        assert!(tx.threads().add(&a_thread()).await? > first);
        assert_eq!(tx.threads().add(&thread).await?, first);
        tx.commit().await?;
    }

    async fn a_thread_without_opening_stands_in_no_list(store) {
        let mut tx = store.community.begin().await?;
        tx.threads().add(&a_thread()).await?;
        assert_eq!(listed(&mut tx, Filter::New).await?, []);
        tx.commit().await?;
    }

    async fn the_newest_thread_comes_first(store) {
        let mut tx = store.community.begin().await?;
        let mut ids = Vec::new();
        for _ in 0..3 {
            let thread = a_thread();
            opened(&mut tx, &thread).await?;
            ids.insert(0, thread.id);
        }
        let rows = listed(&mut tx, Filter::New).await?;
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), ids);
        assert!(rows.windows(2).all(|pair| pair[0].position > pair[1].position));
        tx.commit().await?;
    }

    async fn each_filter_lists_what_it_says(store) {
        let (first, second) = (Sector::ALL[0], Sector::ALL[1]);
        let [other_theme, third] = [1, 2].map(|nth| ThemeId::all().nth(nth).expect("a theme"));
        let both = format!("{} {}", other_theme.slug(), third.slug());
        let expert = an_expert();
        let mut tx = store.community.begin().await?;
        tx.experts().add(&expert).await?;
        let (mut quiet, mut answered, mut helped) = (a_thread(), a_thread(), a_thread());
        quiet.sector = Some(second);
        answered.themes = ThreadThemes::from_slugs(&both).expect("two themes");
        helped.sector = None;
        for thread in [&mut quiet, &mut answered, &mut helped] {
            opened(&mut tx, thread).await?;
        }
        tx.posts().add(&a_tip(answered.id)).await?;
        tx.posts().add(&a_post(helped.id, PostKind::Support, Author::Expert(expert.id))).await?;
        tx.commit().await?;

        let mut tx = store.community.read().await?;
        for (filter, wanted) in [
            (Filter::New, vec![helped.id, answered.id, quiet.id]),
            (Filter::Sector(first), vec![answered.id]),
            (Filter::Sector(second), vec![quiet.id]),
            (Filter::Unanswered, vec![quiet.id]),
            (Filter::Expert, vec![helped.id]),
            (Filter::Theme(other_theme), vec![answered.id]),
            (Filter::Theme(third), vec![answered.id]),
            (Filter::Theme(a_theme()), vec![helped.id, quiet.id]),
        ] {
            let ids: Vec<_> = listed(&mut tx, filter).await?.iter().map(|row| row.id).collect();
            assert_eq!(ids, wanted, "{filter:?}");
        }
    }

    async fn replies_are_counted_by_kind_and_by_experts(store) {
        let thread = a_thread();
        let expert = an_expert();
        let mut tx = store.community.begin().await?;
        tx.experts().add(&expert).await?;
        opened(&mut tx, &thread).await?;
        tx.posts().add(&a_tip(thread.id)).await?;
        tx.posts().add(&a_post(thread.id, PostKind::Support, a_member())).await?;
        tx.posts().add(&a_post(thread.id, PostKind::Tip, Author::Expert(expert.id))).await?;
        let row = tx.threads().find(thread.id).await?.expect("the thread");
        assert_eq!((row.tips, row.supports, row.experts), (2, 1, 1));
        tx.commit().await?;
    }

    async fn pages_do_not_shift_while_others_post(store) {
        let mut tx = store.community.begin().await?;
        for _ in 0..10 {
            opened(&mut tx, &a_thread()).await?;
        }
        let all: Vec<_> = listed(&mut tx, Filter::New).await?.iter().map(|row| row.id).collect();
        tx.commit().await?;

        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let mut tx = store.community.begin().await?;
            let page = tx.threads().list(Filter::New, before, 3).await?;
            opened(&mut tx, &a_thread()).await?;
            tx.commit().await?;
            let Some(last) = page.last() else { break };
            before = Some(last.position);
            seen.extend(page.iter().map(|row| row.id));
        }
        assert_eq!(seen, all);
    }

    async fn a_position_is_never_used_twice(store) {
        let mut tx = store.community.begin().await?;
        let first = tx.threads().add(&a_thread()).await?;
        let second = tx.threads().add(&a_thread()).await?;
        tx.run("delete from thread_themes", &[]).await?;
        tx.run("delete from threads", &[]).await?;
        tx.commit().await?;
        let mut tx = store.community.begin().await?;
        let third = tx.threads().add(&a_thread()).await?;
        assert!(first < second && second < third, "{first} {second} {third}");
        tx.commit().await?;
    }

    async fn a_title_can_be_replaced_while_the_thread_is_listed(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        let opening = opened(&mut tx, &thread).await?;
        assert!(tx.threads().set_title(thread.id, "Een betere titel").await?);
        assert_eq!(tx.threads().find(thread.id).await?.expect("the thread").title, "Een betere titel");
        assert!(tx.posts().remove(opening.id, day(22)).await?);
        assert!(!tx.threads().set_title(thread.id, "Toch nog").await?);
        tx.commit().await?;
    }

    async fn without_its_opening_a_thread_leaves_the_lists_and_keeps_its_replies(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        let opening = opened(&mut tx, &thread).await?;
        let tip = a_tip(thread.id);
        tx.posts().add(&tip).await?;
        assert!(tx.posts().remove(opening.id, day(22)).await?);
        assert_eq!(listed(&mut tx, Filter::New).await?, []);
        let row = tx.threads().find(thread.id).await?.expect("the thread");
        assert_eq!((row.listed, row.title.as_str(), row.tips), (false, "", 1));
        let posts = tx.posts().list(thread.id, -1).await?;
        assert_eq!(posts.iter().map(|post| post.removed()).collect::<Vec<_>>(), [true, false]);
        tx.commit().await?;
    }

    async fn an_owner_finds_the_own_posts_by_comparing_tags(store) {
        let mut tx = store.community.begin().await?;
        let expert = an_expert();
        tx.experts().add(&expert).await?;
        // A thread without any member must not end the pass.
        let alone = a_thread();
        tx.threads().add(&alone).await?;
        tx.posts().add(&a_post(alone.id, PostKind::Opening, Author::Expert(expert.id))).await?;
        let (mut mine, mut all) = (Vec::new(), 1);
        for _ in 0..5 {
            let thread = a_thread();
            opened(&mut tx, &thread).await?;
            let me = a_member();
            for _ in 0..2 {
                let post = a_post(thread.id, PostKind::Tip, me);
                assert!(matches!(tx.posts().add(&post).await?, Added::New(_)));
                mine.push((me, post.id));
            }
            all += 3;
        }
        tx.commit().await?;

        let mut tx = store.community.scan().await?;
        let (mut since, mut found) = (Since::Day(day(1)), Vec::new());
        loop {
            let some = tx.posts().list_scanned(since, 2).await?;
            let Some(last) = some.last() else { break };
            since = Since::Post(*last);
            found.extend(some);
        }
        assert_eq!(found.len() + 1, all, "every member's post once");
        assert!(found.windows(2).all(|pair| (pair[0].thread, pair[0].seq) < (pair[1].thread, pair[1].seq)));
        assert_eq!(tx.posts().list_scanned(Since::Day(day(22)), 9).await?, [], "nothing was said since");
        drop(tx);
        let mut tx = store.community.read().await?;
        for (author, post) in mine {
            let Author::Member { tag, .. } = author else { unreachable!("a member") };
            let row = tx.posts().find(post).await?.expect("the post");
            assert!(found.iter().any(|s| (s.thread, s.seq, s.tag) == (row.thread, row.seq, tag)));
            let lines = tx.posts().list_lines(row.thread).await?;
            let own: Vec<_> = lines.iter().filter(|line| line.author == Some(tag)).collect();
            assert!(own.len() == 2 && own.iter().all(|line| line.shown && !line.helpful));
        }
    }
}

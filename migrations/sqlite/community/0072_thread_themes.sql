-- A thread has one to three themes: their slugs with spaces between, in `threads` and in `held_posts`. The threads and the tips of
-- one theme are listed along tables of their own, a row per theme.
drop index threads_of_theme;
drop index threads_of_theme_expert;
alter table threads rename column theme to themes;
alter table held_posts rename column theme to themes;

create table thread_themes (
    theme text not null,
    position integer not null references threads (position),
    primary key (theme, position)
) strict, without rowid;

create index thread_themes_of on thread_themes (position);
insert into thread_themes (theme, position) select themes, position from threads;

-- The tips that five people tried, of threads that are listed.
create table theme_tips (
    theme text not null,
    score integer not null,
    post_id blob not null references posts (id),
    primary key (theme, score, post_id)
) strict, without rowid;

create index theme_tips_of on theme_tips (post_id);
insert into theme_tips (theme, score, post_id) select theme, score, post_id from tried_shown where listed;
drop index tried_best;
alter table tried_shown drop column theme;
alter table tried_shown drop column listed;

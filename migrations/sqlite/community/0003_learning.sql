-- What became of tips, how challenges ended, and the numbers that are shown about it.

-- One mark per person and tip, under a tag that differs from tip to tip. `value` is what the person says, null once it
-- was taken back; `shown` is what of it is in the figure, null when nothing is; `fresh` whether the two differ. A figure
-- changes when five people's marks are fresh, so a mark that was taken back stays until then (domain/src/tried.rs).
create table tried (
    post_id blob not null references posts (id),
    tag blob not null check (length(tag) = 16),
    value text check (value in ('helped', 'partly', 'failed')),
    shown text check (shown in ('helped', 'partly', 'failed')),
    fresh integer not null check (fresh in (0, 1)),
    primary key (post_id, tag),
    check (value is not null or shown is not null)
) strict, without rowid;

create index tried_fresh on tried (post_id) where fresh;

-- The figures, of tips that five people tried. `theme` and `listed` repeat what the thread says, for the lists of themes.
create table tried_shown (
    post_id blob primary key not null references posts (id),
    theme text not null,
    listed integer not null check (listed in (0, 1)),
    score integer not null,
    helped integer not null,
    partly integer not null,
    failed integer not null
) strict, without rowid;

create index tried_best on tried_shown (theme, score, post_id) where listed;

-- How a challenge ended, in the words of its author.
create table outcomes (
    thread_id blob primary key not null references threads (id),
    value text not null check (value in ('solved', 'ongoing', 'unsolved')),
    day text not null,
    closing text
) strict, without rowid;

-- How many stories a theme has, as of the last refresh.
create table theme_totals (
    theme text primary key not null,
    stories integer not null
) strict, without rowid;

-- The number of tips that lists show, as of the last refresh.
alter table threads add column tips_shown integer not null default 0;
update threads set tips_shown = tips;

create index threads_of_theme_expert on threads (theme) where listed and expert_answered;
create index posts_of_experts on posts (thread_id, seq) where expert_id is not null;

-- What is said. Authors are tags that differ in every thread; time is a day; order is a position (anonymity 2.3, 2.8).

create table experts (
    id blob primary key not null check (length(id) = 16),
    slug text not null unique,
    called text not null,
    title_nl text not null,
    title_en text not null,
    field text not null,
    bio_nl text not null,
    bio_en text not null
) strict, without rowid;

-- `position` is the order of the feed and never used twice. The counts are of visible replies.
-- `answered` and `expert_answered` repeat what the counts say, because they change once while counts change
-- with every reply, and only what changes seldom should stand in an index.
create table threads (
    position integer primary key autoincrement,
    id blob not null unique check (length(id) = 16),
    title text not null,
    theme text not null,
    sector text,
    phase text,
    day text not null,
    listed integer not null default 0 check (listed in (0, 1)),
    answered integer not null default 0 check (answered in (0, 1)),
    expert_answered integer not null default 0 check (expert_answered in (0, 1)),
    tips integer not null default 0,
    supports integer not null default 0,
    experts integer not null default 0,
    next_seq integer not null default 0
) strict;

create index threads_new on threads (position) where listed;
-- Here `position` is the rowid, which every index ends with.
create index threads_of_sector on threads (sector) where listed;
create index threads_of_theme on threads (theme) where listed;
create index threads_unanswered on threads (position) where listed and not answered;
create index threads_expert on threads (position) where listed and expert_answered;

-- A post without `body` was removed; when is told by `post_removals`.
create table posts (
    thread_id blob not null references threads (id),
    seq integer not null,
    id blob not null unique check (length(id) = 16),
    kind text not null check (kind in ('opening', 'tip', 'support')),
    tag blob check (length(tag) = 16),
    face integer check (face between 0 and 255),
    expert_id blob references experts (id),
    day text not null,
    recognised_shown integer not null default 0,
    strength_shown integer not null default 0,
    body text,
    tried text,
    question text,
    primary key (thread_id, seq),
    check ((tag is null) <> (expert_id is null)),
    check ((tag is null) = (face is null)),
    check ((kind = 'opening') = (seq = 0))
) strict, without rowid;

create index posts_of_author on posts (thread_id, tag, face, id);

create table post_edits (
    post_id blob not null references posts (id),
    number integer not null,
    day text not null,
    primary key (post_id, number)
) strict, without rowid;

create table post_removals (
    post_id blob primary key not null references posts (id),
    day text not null
) strict, without rowid;

create table post_helpful (
    post_id blob primary key not null references posts (id),
    day text not null
) strict, without rowid;

-- The tag of a reaction differs from post to post, also for one person in one thread.
create table reactions (
    post_id blob not null references posts (id),
    tag blob not null check (length(tag) = 16),
    kind text not null check (kind in ('recognise', 'strength')),
    primary key (post_id, tag, kind)
) strict, without rowid;

-- Posts whose shown totals are older than their reactions; emptied once a day.
create table reaction_changes (
    post_id blob primary key not null references posts (id)
) strict, without rowid;

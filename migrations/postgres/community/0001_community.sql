-- What is said. Authors are tags that differ in every thread; time is a day; order is a position (anonymity 2.3, 2.8).

create table experts (
    id uuid primary key,
    slug text not null unique,
    called text not null,
    title_nl text not null,
    title_en text not null,
    field text not null,
    bio_nl text not null,
    bio_en text not null
);

-- `position` is the order of the feed and never used twice. The counts are of visible replies.
-- `answered` and `expert_answered` repeat what the counts say, because they change once while counts change
-- with every reply, and only what changes seldom should stand in an index (else no update of a thread is "HOT").
create table threads (
    position bigint generated always as identity primary key,
    id uuid not null unique,
    title text not null,
    theme text not null,
    sector text,
    phase text,
    day date not null,
    listed boolean not null default false,
    answered boolean not null default false,
    expert_answered boolean not null default false,
    tips bigint not null default 0,
    supports bigint not null default 0,
    experts bigint not null default 0,
    next_seq bigint not null default 0
) with (fillfactor = 80);

create index threads_new on threads (position) where listed;
create index threads_of_sector on threads (sector, position) where listed;
create index threads_of_theme on threads (theme, position) where listed;
create index threads_unanswered on threads (position) where listed and not answered;
create index threads_expert on threads (position) where listed and expert_answered;

-- A post without `body` was removed; when is told by `post_removals`.
create table posts (
    thread_id uuid not null references threads (id),
    seq bigint not null,
    id uuid not null unique,
    kind text not null check (kind in ('opening', 'tip', 'support')),
    tag bytea check (length(tag) = 16),
    face bigint check (face between 0 and 255),
    expert_id uuid references experts (id),
    day date not null,
    recognised_shown bigint not null default 0,
    strength_shown bigint not null default 0,
    body text,
    tried text,
    question text,
    primary key (thread_id, seq),
    check ((tag is null) <> (expert_id is null)),
    check ((tag is null) = (face is null)),
    check ((kind = 'opening') = (seq = 0))
);

create index posts_of_author on posts (thread_id, tag, face, id);

create table post_edits (
    post_id uuid not null references posts (id),
    number bigint not null,
    day date not null,
    primary key (post_id, number)
);

create table post_removals (
    post_id uuid primary key references posts (id),
    day date not null
);

create table post_helpful (
    post_id uuid primary key references posts (id),
    day date not null
);

-- The tag of a reaction differs from post to post, also for one person in one thread.
create table reactions (
    post_id uuid not null references posts (id),
    tag bytea not null check (length(tag) = 16),
    kind text not null check (kind in ('recognise', 'strength')),
    primary key (post_id, tag, kind)
);

-- Posts whose shown totals are older than their reactions; emptied once a day.
create table reaction_changes (
    post_id uuid primary key references posts (id)
);

-- Posts that wait for a moderator, because their author kept something that reaches a person directly: a citizen service
-- number, a telephone number, an e-mail address, an account. They stand apart from the posts, so that no list, counter, search or
-- stream can show them. `changes` tells new words for a post that stands already from a new post. An opening has no thread yet.
create table held_posts (
    thread_id blob not null check (length(thread_id) = 16),
    tag blob not null check (length(tag) = 16),
    id blob primary key not null check (length(id) = 16),
    changes integer not null check (changes in (0, 1)),
    kind text not null check (kind in ('opening', 'tip', 'support')),
    face integer not null check (face between 0 and 255),
    day text not null,
    title text,
    theme text,
    sector text,
    phase text,
    body text not null,
    tried text,
    question text
) strict, without rowid;

create index held_posts_of_author on held_posts (thread_id, tag, id);

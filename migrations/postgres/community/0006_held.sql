-- Posts that wait for a moderator, because their author kept something that reaches a person directly: a citizen service
-- number, a telephone number, an e-mail address, an account. They stand apart from the posts, so that no list, counter, search or
-- stream can show them. `changes` tells new words for a post that stands already from a new post. An opening has no thread yet.
create table held_posts (
    thread_id uuid not null,
    tag bytea not null check (length(tag) = 16),
    id uuid primary key not null,
    changes boolean not null,
    kind text not null check (kind in ('opening', 'tip', 'support')),
    face bigint not null check (face between 0 and 255),
    day date not null,
    title text,
    theme text,
    sector text,
    phase text,
    body text not null,
    tried text,
    question text
);

create index held_posts_of_author on held_posts (thread_id, tag, id);

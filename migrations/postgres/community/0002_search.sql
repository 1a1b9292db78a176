-- What is found with which words. Only what everybody may read stands here, and nothing that its rows do not say: no
-- tag, no day. `place` is the position of the thread times 4096 and the place in the thread; `terms` are the words of one
-- text without their endings, so that they leave with it.
create table search_docs (
    place bigint primary key,
    terms text not null
);

-- Bytes decide the order of terms, as in SQLite.
create table search_postings (
    term text collate "C" not null,
    place bigint not null,
    weight bigint not null check (weight between 1 and 63),
    primary key (term, place)
);

-- How far older texts have been indexed, and with which version of the rules; no row before the first time.
create table search_progress (
    version bigint primary key,
    reached bigint not null,
    goal bigint not null
);

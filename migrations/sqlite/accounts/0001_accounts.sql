-- Who may come in. Nothing here is ever written because somebody posts (anonymity 2.5).
-- Tables with a random key have no rowid: a rowid would keep the order in which people joined.

create table organisations (
    id blob primary key not null check (length(id) = 16),
    called text not null,
    kind text not null check (kind in ('employer', 'school'))
) strict, without rowid;

create table cohorts (
    id blob primary key not null check (length(id) = 16),
    organisation_id blob references organisations (id),
    code text not null unique,
    seats integer check (seats > 0),
    used integer not null default 0 check (used >= 0),
    ends text not null,
    called text not null
) strict, without rowid;

create table accounts (
    id blob primary key not null check (length(id) = 16),
    lookup blob not null unique check (length(lookup) = 32),
    key_version integer not null,
    salt blob not null check (length(salt) = 16),
    wrapped blob not null,
    cohort_sealed blob not null,
    joined text not null
) strict, without rowid;

create table sessions (
    hash blob primary key not null check (length(hash) = 32),
    account_id blob not null references accounts (id) on delete cascade,
    root_sealed blob not null,
    shared integer not null check (shared in (0, 1)),
    code_known integer not null check (code_known in (0, 1)),
    opened text not null,
    expires text not null
) strict, without rowid;

create index sessions_of_account on sessions (account_id);
create index sessions_by_end on sessions (expires);

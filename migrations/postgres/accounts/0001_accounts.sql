-- Who may come in. Nothing here is ever written because somebody posts (anonymity 2.5).

create table organisations (
    id uuid primary key,
    called text not null,
    kind text not null check (kind in ('employer', 'school'))
);

create table cohorts (
    id uuid primary key,
    organisation_id uuid references organisations (id),
    code text not null unique,
    seats bigint check (seats > 0),
    used bigint not null default 0 check (used >= 0),
    ends date not null,
    called text not null
);

create table accounts (
    id uuid primary key,
    lookup bytea not null unique check (length(lookup) = 32),
    key_version bigint not null,
    salt bytea not null check (length(salt) = 16),
    wrapped bytea not null,
    cohort_sealed bytea not null,
    joined text not null
);

create table sessions (
    hash bytea primary key check (length(hash) = 32),
    account_id uuid not null references accounts (id) on delete cascade,
    root_sealed bytea not null,
    shared boolean not null,
    code_known boolean not null,
    opened date not null,
    expires date not null
);

create index sessions_of_account on sessions (account_id);
create index sessions_by_end on sessions (expires);

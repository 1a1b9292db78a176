-- Further ways into an account beside its code: passkeys, and a second key to print. Which of both a row is, the name that
-- its owner gave and a passkey's public key are in `about`, sealed under S. All rows are as long as each other; no day stands in one.
create table ways_in (
    lookup bytea primary key not null check (length(lookup) = 32),
    account_id uuid not null references accounts (id) on delete cascade,
    key_version bigint not null,
    salt bytea not null check (length(salt) = 16),
    wrapped bytea not null check (length(wrapped) = 73),
    about bytea not null check (length(about) = 196)
);

create index ways_in_of_account on ways_in (account_id);

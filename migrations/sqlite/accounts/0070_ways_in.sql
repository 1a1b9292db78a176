-- Further ways into an account beside its code: passkeys, and a second key to print. Which of both a row is, the name that
-- its owner gave and a passkey's public key are in `about`, sealed under S. All rows are as long as each other; no day stands in one.
create table ways_in (
    lookup blob primary key not null check (length(lookup) = 32),
    account_id blob not null references accounts (id) on delete cascade,
    key_version integer not null,
    salt blob not null check (length(salt) = 16),
    wrapped blob not null check (length(wrapped) = 73),
    about blob not null check (length(about) = 196)
) strict, without rowid;

create index ways_in_of_account on ways_in (account_id);

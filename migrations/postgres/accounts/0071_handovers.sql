-- What somebody hands over to another device within a minute (docs/THREATS.md, "A second device"). `id` follows from S, `hash`
-- from the token of the link, and `sealed` opens with that token: account and end stand inside. Removed within two minutes.
create table handovers (
    id bytea primary key not null check (length(id) = 32),
    hash bytea not null unique check (length(hash) = 32),
    sealed bytea not null
);

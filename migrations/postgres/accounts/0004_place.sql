-- What a member keeps for themselves, sealed twice: under a key from S, and under a key of the server that is laid
-- around it anew every night (docs/ARCHITECTURE.md, "The drawer"). `id` follows from S too; nothing here leads to an account.
create table drawers (
    id bytea primary key not null check (length(id) = 32),
    sealed bytea not null
);

-- Devices that get the empty message of the day (docs/THREATS.md, "The message of the day"). `id` follows from S and
-- `sealed` opens with a key of the server; no account, no thread and no time stand beside them.
create table push (
    id bytea primary key not null check (length(id) = 32),
    sealed bytea not null
);

-- Which steps of which day some host took, so that no other host does. Removed the next day.
create table push_turns (
    day date not null,
    turn bigint not null,
    primary key (day, turn)
);

-- Devices that get the empty message of the day (docs/THREATS.md, "The message of the day"). `id` follows from S and
-- `sealed` opens with a key of the server; no account, no thread and no time stand beside them.
create table push (
    id blob primary key not null check (length(id) = 32),
    sealed blob not null
) strict, without rowid;

-- Which steps of which day some host took, so that no other host does. Removed the next day.
create table push_turns (
    day text not null,
    turn integer not null,
    primary key (day, turn)
) strict, without rowid;

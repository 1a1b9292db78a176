-- The words of the newest replies on SQLite, until they are put into the index together. Here they are put into it at once,
-- and this stays empty.
create table search_recent (
    place bigint primary key,
    terms text not null
);

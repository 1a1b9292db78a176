-- The words of the newest replies, until they are put into the index together: one by one, each reply would change a page of
-- the file for each of its words. The same rows as those of search_docs; a search reads both.
create table search_recent (
    place integer primary key not null,
    terms text not null
) strict;

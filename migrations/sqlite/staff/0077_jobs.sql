-- When the jobs of the server, backups and tests of a backup came to their end last, and why one did not. Moments are seconds.
create table jobs (
    job text primary key not null,
    done integer,
    failed integer,
    cause text
) strict, without rowid;

-- Challenges that wait for a safe moment (anonymity 2.8, T6). Everything that tells what waits is sealed under a key of
-- the server, and `handle` says nothing without that key. `batch` counts spans of hours; all of one appear together.
create table waiting (
    handle bytea primary key check (length(handle) = 16),
    batch bigint not null,
    sealed bytea not null
);

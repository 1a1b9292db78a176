-- Three roles, one for each zone. None can read another zone, make roles or databases, or write outside its schema.
--
-- Once, as a superuser, in a database that is made for Health-Thing alone:
--     createdb --template template0 --encoding UTF8 --locale C health_thing
--     psql --dbname health_thing --file docs/postgres-roles.sql
--     psql --dbname health_thing --command '\password health_thing_accounts'
--     psql --dbname health_thing --command '\password health_thing_community'
--     psql --dbname health_thing --command '\password health_thing_staff'
-- An installation that has the first two only, of a version without staff, needs the lines of the third.
-- Each role owns its schema, so that the server can bring its tables up to date when it starts.
--
-- Let `track_commit_timestamp` stay off and `fsync`, `full_page_writes` and `synchronous_commit` on: the server reads
-- them back and refuses to start otherwise. What was removed stays in dead rows until they are swept up; once a night,
-- as the roles themselves:
--     vacuum full accounts.accounts, accounts.sessions, accounts.push;
--     vacuum community.posts, community.search_docs, community.search_postings;
-- Rows lie in the order in which they came, and one person's beside each other. The server lays them down by their keys, table
-- by table: once a minute as long as a table has at most 4 MB, and once a day up to 64 MB; for larger ones, in the quietest
-- hour, instead of vacuum:
--     cluster community.posts using posts_pkey;
--     cluster community.reactions using reactions_pkey;
--     cluster community.tried using tried_pkey;
--     cluster community.search_docs using search_docs_pkey;
--     cluster community.search_postings using search_postings_pkey;
-- and once a month, because the upper pages of an index keep beginnings of words that are gone:
--     reindex table concurrently community.search_postings;

create role health_thing_accounts login nosuperuser nocreatedb nocreaterole noreplication noinherit;
create role health_thing_community login nosuperuser nocreatedb nocreaterole noreplication noinherit;
create role health_thing_staff login nosuperuser nocreatedb nocreaterole noreplication noinherit;

do $$ begin
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to health_thing_accounts, health_thing_community, health_thing_staff',
        current_database());
end $$;
revoke all on schema public from public;

create schema accounts authorization health_thing_accounts;
create schema community authorization health_thing_community;
create schema staff authorization health_thing_staff;
revoke all on schema accounts, community, staff from public;

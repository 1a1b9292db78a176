-- What staff did in this zone: who (an id of the zone of staff, or nobody for the command line), what, when in seconds, and to which
-- thing. Words of a closed list and ids of things, never a text, a tag or an account. A line is added and stays as it is.
create table staff_log (
    position bigint generated always as identity primary key,
    moment bigint not null,
    staff_id uuid,
    deed text not null check (deed !~ '[^a-z_]'),
    object text check (length(object) = 32 and object !~ '[^0-9a-f]'),
    detail text check (length(detail) <= 64 and detail !~ '[^a-z_ ]')
);

create index staff_log_new on staff_log (moment, position);

create function staff_log_stays() returns trigger language plpgsql as $$
begin
    raise exception 'a line of the log stays as it is';
end $$;

create trigger staff_log_no_change before update or delete on staff_log
    for each row execute function staff_log_stays();
create trigger staff_log_no_truncate before truncate on staff_log
    for each statement execute function staff_log_stays();

-- True once the zone of staff belongs to this installation: from then on a missing one is no longer one that is new.
alter table installation add column staffed boolean not null default false;

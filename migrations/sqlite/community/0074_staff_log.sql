-- What staff did in this zone: who (an id of the zone of staff, or nobody for the command line), what, when in seconds, and to which
-- thing. Words of a closed list and ids of things, never a text, a tag or an account. A line is added and stays as it is.
create table staff_log (
    position integer primary key autoincrement,
    moment integer not null,
    staff_id blob check (length(staff_id) = 16),
    deed text not null check (deed not glob '*[^a-z_]*'),
    object text check (length(object) = 32 and object not glob '*[^0-9a-f]*'),
    detail text check (length(detail) <= 64 and detail not glob '*[^a-z_ ]*')
) strict;

create index staff_log_new on staff_log (moment, position);

create trigger staff_log_no_update before update on staff_log
begin
    select raise(abort, 'a line of the log stays as it is');
end;

create trigger staff_log_no_delete before delete on staff_log
begin
    select raise(abort, 'a line of the log stays as it is');
end;

-- "insert or replace" deletes without asking.
create trigger staff_log_no_replace before insert on staff_log
when exists (select 1 from staff_log where position = new.position)
begin
    select raise(abort, 'a line of the log stays as it is');
end;

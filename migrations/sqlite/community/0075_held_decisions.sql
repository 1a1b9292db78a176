-- What was decided about a post that waited, for its author to read at the next visit. `decided` is the second in which a moderator
-- decided; it is there for the minute in which that can be taken back, and goes when the decision takes effect. The reason is a word
-- of a closed list. `staff_id` says nothing outside the zone of staff; there is none when it came from the command line.
create table held_decisions (
    thread_id blob not null check (length(thread_id) = 16),
    tag blob not null check (length(tag) = 16),
    post_id blob primary key not null check (length(post_id) = 16),
    verdict text not null check (verdict in ('released', 'asked', 'removed')),
    reason text check (reason in ('reaches', 'person', 'client', 'place', 'rules')),
    staff_id blob check (length(staff_id) = 16),
    decided integer,
    day text not null,
    check ((verdict = 'released') = (reason is null))
) strict, without rowid;

create index held_decisions_of_author on held_decisions (thread_id, tag, post_id);
create index held_decisions_due on held_decisions (decided) where decided is not null;
-- The queue of the desk.
create index held_posts_by_day on held_posts (day, id);

-- The owner's pass: who wrote in which thread, by day, so that it can go on where it was. Inside a day the order is
-- that of random ids.
create index posts_of_day on posts (day, thread_id, seq, tag) where tag is not null;

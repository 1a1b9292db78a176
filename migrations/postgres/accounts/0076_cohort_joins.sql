-- Where an organisation is and what it does, as its staff describe it; nothing about its members.
alter table organisations add column region text;
alter table organisations add column sector text;

-- How many people joined by a cohort up to the end of a month, rounded down to five: no more than staff are shown. The exact number of
-- a month would say by which cohort its accounts joined.
create table cohort_joins (
    cohort_id uuid not null references cohorts (id),
    month text not null,
    so_far bigint not null check (so_far >= 0 and so_far % 5 = 0),
    primary key (cohort_id, month)
);

-- Where an organisation is and what it does, as its staff describe it; nothing about its members.
alter table organisations add column region text;
alter table organisations add column sector text;

-- How many people joined by a cohort in a month. An account says its month as well, and its cohort to nobody.
create table cohort_joins (
    cohort_id uuid not null references cohorts (id),
    month text not null,
    joined bigint not null check (joined > 0),
    primary key (cohort_id, month)
);

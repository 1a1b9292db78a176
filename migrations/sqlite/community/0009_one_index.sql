-- Replies are put into the index in the unit of work that keeps them, as every text is. What still stands apart is put there first: a
-- line of terms is a word and, behind the last space, its weight of one or two digits.
with recursive lines (place, line, rest) as (
    select place, '', terms || char(10) from search_recent
    union all
    select place, substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1)
    from lines where rest <> ''
), words (place, line, digits) as (
    select place, line, case when substr(line, -2, 1) = ' ' then 1 else 2 end from lines where line <> ''
)
insert into search_postings (term, place, weight)
    select substr(line, 1, length(line) - digits - 1), place, cast(substr(line, -digits) as integer)
    from words where true
    on conflict (term, place) do update set weight = excluded.weight;

insert into search_docs (place, terms)
    select place, terms from search_recent where true
    on conflict (place) do update set terms = excluded.terms;

drop table search_recent;

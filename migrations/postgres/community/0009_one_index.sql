-- Replies are put into the index in the unit of work that keeps them, as every text is; here they always were, and nothing ever
-- stood apart.
drop table search_recent;

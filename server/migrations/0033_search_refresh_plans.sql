-- What keeps the search index in step does the same few look-ups by id each time: planning them took most of a change's time.
-- A plan that is kept must not read whole tables, although it may have been made when they were empty.

ALTER FUNCTION search_refresh_names(bigint[]) SET plan_cache_mode = force_generic_plan SET enable_seqscan = off;
ALTER FUNCTION search_refresh_premises(bigint[]) SET plan_cache_mode = force_generic_plan SET enable_seqscan = off;
ALTER FUNCTION search_refresh_occupants(bigint[]) SET plan_cache_mode = force_generic_plan SET enable_seqscan = off;
ALTER FUNCTION search_accounts_of(bigint[], bigint[]) SET plan_cache_mode = force_generic_plan SET enable_seqscan = off;

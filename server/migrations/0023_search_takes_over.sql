-- Names and streets are found by the search index now: what they were found by before goes.
DROP INDEX person_names_surname, person_names_later_surname, person_names_given, person_names_organisation, premises_line1,
  premises_street, premises_city, premises_postal_code;
DROP FUNCTION later_words, folded_street, folded;

-- What is there is brought into the index, by parts of a size that one statement takes well. An installation with millions of
-- people may stop here for some minutes, once.
DO $$
DECLARE
  part constant integer := 20000;
  ids bigint[];
  behind bigint := 0;
BEGIN
  LOOP
    ids := ARRAY(SELECT person_id FROM persons WHERE person_id > behind ORDER BY 1 LIMIT part);
    EXIT WHEN cardinality(ids) = 0;
    PERFORM search_refresh_names(ids);
    behind := ids[cardinality(ids)];
  END LOOP;
  behind := 0;
  LOOP
    ids := ARRAY(SELECT premise_id FROM premises WHERE premise_id > behind ORDER BY 1 LIMIT part);
    EXIT WHEN cardinality(ids) = 0;
    PERFORM search_refresh_premises(ids);
    behind := ids[cardinality(ids)];
  END LOOP;
  behind := 0;
  LOOP
    ids := ARRAY(SELECT account_id FROM accounts WHERE account_id > behind ORDER BY 1 LIMIT part);
    EXIT WHEN cardinality(ids) = 0;
    PERFORM search_refresh_occupants(ids);
    behind := ids[cardinality(ids)];
  END LOOP;
END $$;
SELECT search_count_words();

-- Names and streets are found whatever their accents, and compound surnames by either half: these take the place of the
-- indexes on lower(...), which in the collation "C" leaves every letter that is not ASCII as it was written.

-- Lower case without accents: 'García' is 'garcia', 'Søren Łuczak' is 'soren luczak'.
CREATE FUNCTION folded(written text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN CASE
    -- Most are ASCII, and fifty times faster.
    WHEN octet_length(written) = length(written) THEN lower(written COLLATE "C")
    ELSE lower(translate(regexp_replace(normalize(written, NFD), '[\u0300-\u036f]', '', 'g'),
      'ØøŁłĐđÞþıß', 'OoLlDdTtis') COLLATE "C") END;

-- Callers give one half: 'Gonzalez Alvarez' and 'Smith-Jones' are in 'alvarez' and in 'jones'.
CREATE FUNCTION later_words(written text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN substring(folded(written) FROM '[ -](.*)$');

-- '12 Oak St' and '12B Oak St' are in 'oak st'.
CREATE FUNCTION folded_street(line1 text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN regexp_replace(folded(line1), '^[0-9]+[a-z]?(-[0-9]+)? +', '');

DROP INDEX person_names_surname, person_names_given, person_names_organisation, premises_line1, premises_street, premises_city;
DROP FUNCTION street_of;
CREATE INDEX person_names_surname ON person_names (folded(surname) COLLATE "C" text_pattern_ops,
  folded(given_name) COLLATE "C" text_pattern_ops);
CREATE INDEX person_names_later_surname ON person_names (later_words(surname) COLLATE "C" text_pattern_ops);
CREATE INDEX person_names_given ON person_names (folded(given_name) COLLATE "C" text_pattern_ops);
CREATE INDEX person_names_organisation ON person_names (folded(organisation_name) COLLATE "C" text_pattern_ops);
CREATE INDEX premises_line1 ON premises (folded(line1) COLLATE "C" text_pattern_ops);
CREATE INDEX premises_street ON premises (folded_street(line1) COLLATE "C" text_pattern_ops);
CREATE INDEX premises_city ON premises (folded(city) COLLATE "C" text_pattern_ops);

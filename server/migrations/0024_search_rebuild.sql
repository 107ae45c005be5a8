-- Where a rebuild of the search index stands, so that one that was stopped goes on there.
CREATE TABLE search_rebuild (
  step text PRIMARY KEY CHECK (step IN ('names', 'premises', 'occupants')),
  behind bigint NOT NULL
);
COMMENT ON COLUMN search_rebuild.behind IS 'The last person, premise or account that is in step.';

-- The style sheets and scripts of every version that runs or ran lately: during an upgrade two versions answer behind one proxy,
-- and a page of one asks the other for its files.
CREATE TABLE served_assets (
  etag text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  type text NOT NULL,
  body bytea NOT NULL,
  last_started_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (etag, name)
);
COMMENT ON COLUMN served_assets.etag IS 'The beginning of the SHA-256 of the body: whoever serves it checks it.';
GRANT SELECT ON served_assets TO porchlight_worker;

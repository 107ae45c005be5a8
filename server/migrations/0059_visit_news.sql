-- Who is to be told that our support is in their portal: written beside the arrival, once for each visit, however often its CSR
-- comes in again. The worker mails it to whoever wants that. What the web user had chosen then is kept: a visit that switches
-- the notice off does not take back the one about itself.
CREATE TABLE visit_news (
  masquerade_id text COLLATE "C" PRIMARY KEY REFERENCES masquerades ON DELETE CASCADE,
  web_user_id bigint NOT NULL REFERENCES web_users ON DELETE CASCADE,
  account_id bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
  purpose_kind text NOT NULL,
  wants_mail boolean,
  at timestamptz NOT NULL,
  told_at timestamptz
);
COMMENT ON COLUMN visit_news.wants_mail IS 'What was chosen when the visit began; null: nothing, the default of contract/src/preferences.ts.';
CREATE INDEX visit_news_untold ON visit_news (at) WHERE told_at IS NULL;
CREATE INDEX visit_news_web_user ON visit_news (web_user_id);
CREATE INDEX visit_news_account ON visit_news (account_id);
ALTER TABLE visit_news ENABLE ROW LEVEL SECURITY;
CREATE POLICY mail ON visit_news TO porchlight_worker USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE (told_at), DELETE ON visit_news TO porchlight_worker;

CREATE FUNCTION note_visit_news() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  INSERT INTO visit_news (masquerade_id, web_user_id, account_id, purpose_kind, wants_mail, at)
  VALUES (NEW.masquerade_id, NEW.web_user_id, NEW.account_id, NEW.purpose_kind, (
    SELECT CASE p.choices #>> '{support-visit,email}' WHEN 'true' THEN true WHEN 'false' THEN false END
    FROM notification_preferences p WHERE p.web_user_id = NEW.web_user_id AND p.account_id = NEW.account_id),
    NEW.arrived_at);
  PERFORM pg_notify('visit_news', '');
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION note_visit_news FROM PUBLIC;
CREATE TRIGGER masquerades_arrived AFTER UPDATE OF arrived_at ON masquerades
  FOR EACH ROW WHEN (OLD.arrived_at IS NULL AND NEW.arrived_at IS NOT NULL)
  EXECUTE FUNCTION note_visit_news();

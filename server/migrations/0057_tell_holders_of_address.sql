-- The other holders of an account hear of a new mailing address: bills go there, whoever changed it.
ALTER TABLE link_news DROP CONSTRAINT link_news_news_check;
ALTER TABLE link_news ADD CONSTRAINT link_news_news_check
  CHECK (news IN ('requested', 'approved', 'declined', 'closed', 'expired', 'removed', 'address-changed'));
COMMENT ON TABLE link_news IS 'What holders of an account, and newcomers to it, are to be told; the worker mails it.';

CREATE FUNCTION note_address_news() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  INSERT INTO link_news (news, account_id, web_user_id, self_service_task_id, at)
  VALUES ('address-changed', NEW.account_id, NEW.self_service_user_id, NEW.self_service_task_id, current_instant());
  PERFORM pg_notify('link_news', '');
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION note_address_news FROM PUBLIC;
-- Made now: what is filled in of the past (the demo) is no news.
CREATE TRIGGER address_changed AFTER INSERT ON self_service_tasks FOR EACH ROW
  WHEN (NEW.task_type = 'mailing-address' AND NEW.applied_at IS NOT NULL AND NEW.account_id IS NOT NULL
    AND NEW.self_service_user_id IS NOT NULL AND NEW.created_at >= now() - interval '1 minute')
  EXECUTE FUNCTION note_address_news();

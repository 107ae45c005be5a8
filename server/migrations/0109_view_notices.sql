-- Tells every application process at once that masquerades may have ended, so that their open tabs stop without waiting for the
-- next poll (docs/decisions/0100-open-tabs-stop-by-notice.md). The notice carries nothing: each process asks which of the
-- masquerades that it follows have ended. PostgreSQL sends equal notices of one transaction once.
CREATE FUNCTION tell_of_view_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('views_may_end', '');
  RETURN NULL;
END $$;

-- Ends that a request, the sweeper or a staff change writes.
CREATE TRIGGER masquerades_views_ended AFTER UPDATE ON masquerades FOR EACH ROW
  WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION tell_of_view_ends();

-- Causes of `masquerade_end_cause` that end a masquerade before anything is written to its row.
CREATE TRIGGER desk_sessions_views_ended AFTER UPDATE ON desk_sessions FOR EACH ROW
  WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION tell_of_view_ends();
CREATE TRIGGER csr_users_views_ended AFTER UPDATE ON csr_users FOR EACH ROW
  WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION tell_of_view_ends();
CREATE TRIGGER group_memberships_views_ended AFTER INSERT OR UPDATE OR DELETE ON group_memberships
  FOR EACH STATEMENT EXECUTE FUNCTION tell_of_view_ends();
CREATE TRIGGER group_permissions_views_ended AFTER INSERT OR UPDATE OR DELETE ON group_permissions
  FOR EACH STATEMENT EXECUTE FUNCTION tell_of_view_ends();
CREATE TRIGGER setting_versions_views_ended AFTER INSERT ON setting_versions FOR EACH ROW
  WHEN (NEW.setting = 'masquerade.enabled') EXECUTE FUNCTION tell_of_view_ends();
CREATE TRIGGER web_users_views_ended AFTER UPDATE ON web_users FOR EACH ROW
  WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION tell_of_view_ends();
CREATE TRIGGER web_user_accounts_views_ended AFTER UPDATE ON web_user_accounts FOR EACH ROW
  WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION tell_of_view_ends();
CREATE TRIGGER web_user_accounts_views_deleted AFTER DELETE ON web_user_accounts
  FOR EACH STATEMENT EXECUTE FUNCTION tell_of_view_ends();
CREATE TRIGGER account_persons_views_ended AFTER UPDATE ON account_persons FOR EACH ROW
  WHEN (OLD.web_access_allowed AND NOT NEW.web_access_allowed) EXECUTE FUNCTION tell_of_view_ends();
CREATE TRIGGER persons_views_ended AFTER UPDATE ON persons FOR EACH ROW
  WHEN (NEW.is_protected AND NOT OLD.is_protected) EXECUTE FUNCTION tell_of_view_ends();

-- A CSR prepares a change that only the customer may make; the customer approves or declines it
-- (docs/decisions/0093-prepared-changes.md). The prepared change is a task of type `prepared-change`; its approval makes another.

-- An approval makes one task, once.
CREATE UNIQUE INDEX self_service_tasks_prepared_once ON self_service_tasks (originating_task_id)
  WHERE prepared_by_csr_id IS NOT NULL;

-- Whether a CSR prepared a change, by this task, that the transaction's web user can approve now.
CREATE FUNCTION is_prepared_by(in_task_id bigint, in_csr_id text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT EXISTS (SELECT 1 FROM self_service_tasks t
    WHERE t.self_service_task_id = in_task_id AND t.task_type = 'prepared-change' AND t.state = 'awaiting-approval'
      AND t.csr_id = in_csr_id AND t.self_service_user_id = current_web_user_id()
      AND (t.expires_at IS NULL OR t.expires_at > current_instant()))
$$;

-- The second lock: a task of the portal names a CSR who prepared it only where that CSR did.
CREATE POLICY prepared_by_a_csr ON self_service_tasks AS RESTRICTIVE FOR INSERT TO porchlight_portal
  WITH CHECK (prepared_by_csr_id IS NULL OR is_prepared_by(originating_task_id, prepared_by_csr_id));

-- The name of the CSR who prepared a change for the transaction's web user.
CREATE FUNCTION name_of_preparer(in_task_id bigint) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT u.display_name FROM self_service_tasks t JOIN csr_users u USING (csr_id)
  WHERE t.self_service_task_id = in_task_id AND t.task_type = 'prepared-change'
    AND t.self_service_user_id = current_web_user_id()
$$;

REVOKE EXECUTE ON FUNCTION is_prepared_by, name_of_preparer FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_prepared_by TO porchlight_portal;
GRANT EXECUTE ON FUNCTION name_of_preparer TO porchlight_portal, porchlight_view;

INSERT INTO group_permissions (csr_group, resource, access_mode)
SELECT DISTINCT g.csr_group, 'prepared-change', 'prepare' FROM group_permissions g
WHERE (g.resource, g.access_mode) = ('contact', 'add')
ON CONFLICT DO NOTHING;

-- Whether a holder may take a web user off an account, whichever holder it is: never the main customer. Another holder only where
-- they came by a request, as every holder was told; who else shares the account is the utility's to say.
CREATE FUNCTION is_removable_by_holders(in_account_id bigint, in_web_user_id bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT EXISTS (
    SELECT 1 FROM web_user_accounts l JOIN web_users w USING (web_user_id)
    LEFT JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
    WHERE l.account_id = in_account_id AND l.web_user_id = in_web_user_id AND l.is_active
      AND NOT COALESCE(ap.is_main_customer, false)
      AND (NOT EXISTS (SELECT 1 FROM account_holders h
          WHERE h.account_id = l.account_id AND h.web_user_id = l.web_user_id)
        OR EXISTS (SELECT 1 FROM self_service_tasks t WHERE t.self_service_user_id = l.web_user_id
          AND t.account_id = l.account_id AND t.task_type = 'account-verification' AND t.applied_at IS NOT NULL)))
$$;

-- As before, in two parts: the desk asks the second one too.
CREATE OR REPLACE FUNCTION may_take_off(in_account_id bigint, in_web_user_id bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT in_account_id = ANY (held_account_ids()) AND in_web_user_id <> current_web_user_id()
    AND is_removable_by_holders(in_account_id, in_web_user_id)
$$;

REVOKE EXECUTE ON FUNCTION is_removable_by_holders FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_removable_by_holders TO porchlight_desk;

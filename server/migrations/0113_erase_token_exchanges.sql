-- As before, and the requests of another CIS for masquerades: their purposes and contexts are typed by people, and those that nobody
-- confirmed have no masquerade in which the erasure would find them.
CREATE OR REPLACE FUNCTION person_erasure_steps() RETURNS TABLE (step integer, table_name text, pick text, change text)
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp
AS $$
  WITH said (mine, made_by_mine, sole, shared) AS (VALUES (
    'web_user_id = ANY (($1).web_user_ids)',
    'self_service_task_id IN (SELECT t.self_service_task_id FROM self_service_tasks t WHERE t.self_service_user_id = ANY (($1).web_user_ids))',
    'account_id = ANY (($1).alone_account_ids)',
    'account_id = ANY (($1).shared_account_ids)'))
  SELECT (row_number() OVER ())::integer, v.* FROM said s, LATERAL (VALUES
    ('customer_sessions', s.mine, 'DELETE'),
    ('web_user_credentials', s.mine, 'DELETE'),
    ('mailed_keys', s.mine, 'DELETE'),
    ('known_devices', s.mine, 'DELETE'),
    ('failed_sign_ins', s.mine, 'DELETE'),
    ('notification_preferences', s.mine, 'DELETE'),
    ('link_news', s.mine || ' OR ' || s.made_by_mine, 'DELETE'),
    ('visit_news', s.mine, 'DELETE'),
    ('caller_verifications', s.mine, 'DELETE'),
    ('read_out_codes', s.mine, 'DELETE'),
    ('token_exchanges', s.mine || ' OR ' || s.sole, 'DELETE'),
    ('unlinks', s.mine || ' OR ' || s.made_by_mine, 'DELETE'),
    ('web_user_accounts', s.mine, 'DELETE'),
    ('web_user_accounts', s.shared || ' AND without_words(nickname, ($1).words) <> nickname', 'nickname = without_words(nickname, ($1).words)'),
    ('password_reset_requests', 'lower(name) = ANY (($1).emails) OR name = ANY (($1).words)', 'DELETE'),
    ('outgoing_messages', 'lower(recipient) = ANY (($1).emails) OR ' || s.made_by_mine, 'DELETE'),
    ('cis_deliveries', s.made_by_mine || ' AND (body IS NOT NULL OR failure IS NOT NULL OR reference IS NOT NULL)',
      'body = NULL, failure = NULL, reference = NULL'),
    ('card_payment_sessions', s.made_by_mine || $q$ AND redirect_url <> ''$q$, $q$redirect_url = ''$q$),
    ('self_service_task_log', s.made_by_mine || $q$ AND (reason <> '' OR actor = ANY (($1).words))$q$,
      $q$reason = '', actor = CASE WHEN actor = ANY (($1).words) THEN 'erased' ELSE actor END$q$),
    ('self_service_task_log', 'self_service_task_id IN (SELECT t.self_service_task_id FROM self_service_tasks t WHERE t.' || s.shared
      || ' OR t.' || s.sole || ') AND without_words(reason, ($1).words) <> reason', 'reason = without_words(reason, ($1).words)'),
    ('self_service_tasks', $q$self_service_user_id = ANY (($1).web_user_ids) AND (payload <> '{}' OR failure IS NOT NULL OR
        csr_id IS NULL AND (web_user_id <> 'erased' OR email_address <> 'erased' OR ip_address <> '0.0.0.0'))$q$,
      $q$payload = '{}', failure = NULL,
        web_user_id = CASE WHEN csr_id IS NULL AND web_user_id IS NOT NULL THEN 'erased' ELSE web_user_id END,
        email_address = CASE WHEN email_address IS NOT NULL THEN 'erased' END,
        ip_address = CASE WHEN csr_id IS NULL THEN '0.0.0.0' ELSE ip_address END, version = version + 1$q$),
    ('self_service_tasks', '(' || s.shared || ' OR ' || s.sole || ') AND without_words(payload::text, ($1).words) <> payload::text',
      'payload = without_words(payload::text, ($1).words)::jsonb, version = version + 1'),
    ('customer_contacts', '(' || s.sole || ' OR ' || s.made_by_mine || $q$ OR masquerade_id IN (SELECT m.masquerade_id FROM masquerades m
      WHERE m.web_user_id = ANY (($1).web_user_ids))) AND note <> '[erased]'$q$, $q$note = '[erased]'$q$),
    ('customer_contacts', s.shared || ' AND without_words(note, ($1).words) <> note', 'note = without_words(note, ($1).words)'),
    ('to_dos', '(' || s.sole || ' OR ' || s.made_by_mine || $q$) AND (completion_note <> '[erased]' OR message_failure IS NOT NULL)$q$,
      $q$completion_note = CASE WHEN completion_note IS NOT NULL THEN '[erased]' END, message_failure = NULL$q$),
    ('to_dos', s.shared || ' AND without_words(completion_note, ($1).words) <> completion_note',
      'completion_note = without_words(completion_note, ($1).words)'),
    ('masquerades', '(' || s.mine || ' OR ' || s.sole || $q$) AND purpose_reference <> '[erased]'$q$, $q$purpose_reference = '[erased]'$q$),
    ('protected_openings', s.sole || $q$ AND reference <> '[erased]'$q$, $q$reference = '[erased]'$q$),
    ('mailing_addresses', s.sole, 'DELETE'),
    ('person_contacts', 'person_id = ($1).person_id', 'DELETE'),
    ('person_identifiers', 'person_id = ($1).person_id', 'DELETE'),
    ('account_persons', 'person_id = ($1).person_id AND NOT is_main_customer', 'DELETE'),
    ('person_names', $q$person_id = ($1).person_id AND name_type = 'alias'$q$, 'DELETE'),
    ('person_names', $q$person_id = ($1).person_id AND full_name(given_name, surname, organisation_name)
        <> 'Erased person ' || person_id$q$,
      $q$given_name = NULL, surname = CASE WHEN surname IS NOT NULL THEN 'Erased person ' || person_id END,
        organisation_name = CASE WHEN surname IS NULL THEN 'Erased person ' || person_id END$q$),
    ('web_users', s.mine || $q$ AND email <> 'erased-' || web_user_id || '@invalid'$q$,
      $q$user_name = 'erased-' || web_user_id, email = 'erased-' || web_user_id || '@invalid', email_confirmed_at = NULL,
        is_active = false, last_seen_at = NULL, source_key = NULL, source_digest = NULL, version = version + 1$q$),
    ('search_lexicon', $q$kind = 'name' AND term = ANY (ARRAY(
        SELECT t.term FROM unnest(($1).words) AS u (word), LATERAL search_name_terms(NULL, u.word, NULL) n,
          LATERAL (VALUES (n.surname_term), (n.given_term)) t (term)
        UNION SELECT search_term(x.word) FROM unnest(($1).words) AS u (word), LATERAL unnest(search_words(u.word)) AS x (word)))
      AND NOT EXISTS (SELECT 1 FROM search_names k WHERE search_lexicon.term IN (k.surname, k.given))$q$, 'DELETE'),
    ('persons', 'person_id = ($1).person_id AND erased_at IS NULL',
      'source_key = NULL, is_protected = false, erased_at = current_instant(), version = version + 1')
  ) v (table_name, pick, change)
$$;

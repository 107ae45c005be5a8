-- Old tasks and payments are deleted with what belongs to them alone: a payment with its reversal, a task with its orders to the bank, and a
-- removed bank account with the task that added it (docs/operating.md, retention).

ALTER TABLE payment_reversals DROP CONSTRAINT payment_reversals_payment_id_fkey,
  ADD FOREIGN KEY (payment_id) REFERENCES payments ON DELETE CASCADE;
ALTER TABLE bank_accounts DROP CONSTRAINT bank_accounts_self_service_task_id_fkey,
  ADD FOREIGN KEY (self_service_task_id) REFERENCES self_service_tasks ON DELETE CASCADE;
ALTER TABLE bank_transfers DROP CONSTRAINT bank_transfers_self_service_task_id_fkey,
  ADD FOREIGN KEY (self_service_task_id) REFERENCES self_service_tasks ON DELETE CASCADE;

-- As in 0080, and of the bank's rows: a task stays while its order is not answered, while the payment that it reversed is there, and while
-- its bank account can be used or is named by transfers of other tasks.
CREATE OR REPLACE FUNCTION retention_of_tasks(in_before date) RETURNS TABLE (key bigint, at timestamptz, kept text)
  LANGUAGE sql STABLE AS $$
  SELECT t.self_service_task_id, t.created_at, CASE
    WHEN EXISTS (SELECT 1 FROM public.legal_holds h WHERE h.account_id = t.account_id AND h.released_at IS NULL) THEN 'hold'
    WHEN EXISTS (SELECT 1 FROM public.payments p WHERE p.self_service_task_id = t.self_service_task_id)
      OR EXISTS (SELECT 1 FROM public.payment_reversals r WHERE r.self_service_task_id = t.self_service_task_id) THEN 'payment'
    WHEN EXISTS (SELECT 1 FROM public.to_dos d WHERE d.self_service_task_id = t.self_service_task_id AND d.completed_at IS NULL)
      THEN 'open'
    WHEN EXISTS (SELECT 1 FROM public.cis_deliveries c WHERE c.self_service_task_id = t.self_service_task_id)
      OR EXISTS (SELECT 1 FROM public.outgoing_messages o WHERE o.self_service_task_id = t.self_service_task_id)
      OR EXISTS (SELECT 1 FROM public.bank_transfers x WHERE x.self_service_task_id = t.self_service_task_id AND x.state = 'waiting')
      OR EXISTS (SELECT 1 FROM public.card_payment_sessions c WHERE c.self_service_task_id = t.self_service_task_id
        AND c.cancel_at IS NOT NULL AND c.cancelled_at IS NULL) THEN 'outbox'
    WHEN EXISTS (SELECT 1 FROM public.to_dos d WHERE d.self_service_task_id = t.self_service_task_id)
      OR EXISTS (SELECT 1 FROM public.self_service_tasks n WHERE n.originating_task_id = t.self_service_task_id)
      OR EXISTS (SELECT 1 FROM public.bank_accounts b WHERE b.self_service_task_id = t.self_service_task_id AND (b.removed_at IS NULL
        OR EXISTS (SELECT 1 FROM public.bank_transfers x WHERE x.bank_account_id = b.bank_account_id
          AND x.self_service_task_id <> b.self_service_task_id)))
      OR EXISTS (SELECT 1 FROM public.unlinks u WHERE u.self_service_task_id = t.self_service_task_id) THEN 'named' END
  FROM public.self_service_tasks t
  WHERE t.is_final AND t.created_at < in_before::timestamp AT TIME ZONE 'UTC'
    AND t.updated_at < in_before::timestamp AT TIME ZONE 'UTC'
$$;

-- Payments from bank accounts, now or on a day, and payments that were taken back (docs/decisions/0114-payments-from-bank-accounts.md).

-- The payment stays; what took it back stands beside it.
CREATE TABLE payment_reversals (
  payment_id bigint PRIMARY KEY REFERENCES payments,
  kind text NOT NULL CHECK (kind IN ('returned', 'refunded')),
  reason text NOT NULL,
  reversed_on date NOT NULL,
  self_service_task_id bigint NOT NULL UNIQUE REFERENCES self_service_tasks
);
COMMENT ON TABLE payment_reversals IS 'Payments that the bank returned or the utility gave back. The balance has them again.';
ALTER TABLE payment_reversals ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON payment_reversals TO porchlight_desk, porchlight_worker USING (true) WITH CHECK (true);
CREATE POLICY own_reversals ON payment_reversals FOR SELECT TO porchlight_portal, porchlight_view
  USING (EXISTS (SELECT 1 FROM payments p WHERE p.payment_id = payment_reversals.payment_id));
GRANT SELECT ON payment_reversals TO porchlight_portal, porchlight_view, porchlight_desk, porchlight_worker;
GRANT INSERT ON payment_reversals TO porchlight_worker;

-- As before, without transfers of payments that are over.
CREATE OR REPLACE VIEW bank_account_uses WITH (security_invoker = true) AS
  SELECT x.bank_account_id, 'payment' AS use, t.account_id, t.scheduled_on
  FROM bank_transfers x JOIN self_service_tasks t USING (self_service_task_id)
  WHERE x.purpose = 'payment' AND x.state = 'waiting' AND NOT t.is_final
  UNION ALL SELECT x.bank_account_id, 'deposit', t.account_id, NULL
  FROM bank_transfers x JOIN self_service_tasks t USING (self_service_task_id)
  WHERE x.purpose = 'deposit' AND x.state = 'waiting' AND x.attempts > 0;

GRANT UPDATE (amount_cents) ON self_service_tasks TO porchlight_portal;
GRANT UPDATE (amount_cents, bank_account_id) ON bank_transfers TO porchlight_portal;
CREATE INDEX self_service_tasks_payments_due ON self_service_tasks (scheduled_on)
  WHERE state = 'scheduled' AND task_type = 'one-time-payment';
CREATE INDEX bank_transfers_key ON bank_transfers (self_service_task_id);

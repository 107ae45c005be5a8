-- What the payment provider says of a card page when it is asked, and what a receipt shows
-- (docs/decisions/0151-the-provider-is-asked.md).

ALTER TABLE card_payment_sessions
  ADD COLUMN provider_state text CHECK (provider_state IN ('open', 'declined', 'paid', 'expired', 'closed')),
  ADD COLUMN told_at timestamptz,
  ADD COLUMN decline_reason text CHECK (length(decline_reason) <= 60),
  ADD COLUMN ask_at timestamptz,
  ADD COLUMN ask_attempts integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN card_payment_sessions.told_at IS 'When the provider said what provider_state says.';
COMMENT ON COLUMN card_payment_sessions.ask_at IS 'When the worker asks the provider the next time; null: never again.';
CREATE INDEX card_payment_sessions_ask ON card_payment_sessions (ask_at) WHERE ask_at IS NOT NULL;
CREATE POLICY own_card_payments_seen ON card_payment_sessions FOR SELECT TO porchlight_view
  USING (EXISTS (SELECT 1 FROM self_service_tasks t WHERE t.self_service_task_id = card_payment_sessions.self_service_task_id));
GRANT SELECT (self_service_task_id, provider_state, told_at, decline_reason) ON card_payment_sessions TO porchlight_view;
GRANT SELECT (provider_state, told_at, decline_reason) ON card_payment_sessions TO porchlight_desk;

ALTER TABLE payments
  ADD COLUMN paid_with text CHECK (length(paid_with) <= 60),
  ADD COLUMN booked_at timestamptz;
COMMENT ON COLUMN payments.paid_with IS 'The brand and last digits of the card, or the last digits of the bank account.';
GRANT UPDATE (paid_with) ON payments TO porchlight_worker;

-- Payments that the utility gives back (docs/decisions/0152-refunds.md).

CREATE TABLE payment_refunds (
  self_service_task_id bigint PRIMARY KEY REFERENCES self_service_tasks ON DELETE CASCADE,
  payment_id bigint NOT NULL REFERENCES payments ON DELETE CASCADE,
  refund_key uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'made', 'refused')),
  provider_reference text,
  refused_because text,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK ((state = 'waiting') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX payment_refunds_made ON payment_refunds (payment_id) WHERE state = 'made';
CREATE INDEX payment_refunds_payment ON payment_refunds (payment_id);
CREATE INDEX payment_refunds_waiting ON payment_refunds (next_attempt_at) WHERE state = 'waiting';
COMMENT ON TABLE payment_refunds IS 'Refunds that staff asked for, each with its task. Provider and bank give back once per key.';

ALTER TABLE payment_refunds ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON payment_refunds TO porchlight_desk, porchlight_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (self_service_task_id, payment_id, next_attempt_at) ON payment_refunds TO porchlight_desk;
GRANT SELECT, UPDATE ON payment_refunds TO porchlight_worker;

CREATE FUNCTION notify_payment_refunds() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_notify('payment_refunds', ''); RETURN NULL; END $$;
CREATE TRIGGER payment_refund_asked AFTER INSERT ON payment_refunds FOR EACH ROW EXECUTE FUNCTION notify_payment_refunds();

-- Supervisors and the call center: who may take a web user off an account may also ask for a refund; above the limit another one approves.
INSERT INTO group_permissions (csr_group, resource, access_mode)
SELECT DISTINCT g.csr_group, 'payment', 'refund' FROM group_permissions g
WHERE (g.resource, g.access_mode) = ('account-link', 'unlink')
ON CONFLICT DO NOTHING;

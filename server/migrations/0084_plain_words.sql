-- Texts in the database that people read, in American spelling and plain words. A utility that renamed a group keeps its name.

UPDATE csr_groups SET name = 'Call center' WHERE csr_group = 'call-centre' AND name = 'Call centre';
UPDATE csr_groups SET name = 'Call center, in training'
WHERE csr_group = 'call-centre-trainee' AND name = 'Call centre, in training';

COMMENT ON TABLE attempts IS 'Rate limits. The bucket is a keyed hash. It holds no user name and no address.';
COMMENT ON TABLE failed_attempts IS 'Growing delays. The bucket is a keyed hash. It holds no user name and no address.';
COMMENT ON TABLE search_lexicon IS 'Each distinct word. `hits` is its number of uses in the index at the last count.';
COMMENT ON TABLE link_news IS 'Messages for holders of an account and newcomers to it. The worker mails them.';
COMMENT ON COLUMN setting_versions.locale IS 'Empty if the setting has no language.';
COMMENT ON COLUMN bills.payments_cents IS 'Negative: payments since the previous bill.';
COMMENT ON COLUMN usage_months.total IS 'Sum of the readings: watt-hours for electricity and gas, milliliters for water.';
COMMENT ON COLUMN search_rebuild.behind IS 'The last person, premise or account whose index rows are up to date.';
COMMENT ON COLUMN self_service_tasks.due_at IS 'When the worker processes the task: now, at the next attempt, or on its date. Null: the task waits for a person or another system, or is final.';
COMMENT ON COLUMN self_service_tasks.applied_at IS 'When the effect in our own tables was made. It is made once; a later retry only sends the task to the CIS again.';
COMMENT ON COLUMN self_service_tasks.failure IS 'Why the last attempt failed, or why the CIS refused: a kebab-case name, or the text of the CIS.';
COMMENT ON COLUMN self_service_task_log.action IS 'The additional action by which a CSR wrote this line. Null: a request or the worker wrote it.';
COMMENT ON COLUMN mailed_keys.email IS 'The address to which the link was sent. The key works only while it is the web user''s address.';
COMMENT ON COLUMN mailed_keys.self_service_task_id IS 'The newcomer''s request, of a key that removes the newcomer.';
COMMENT ON COLUMN unlinks.account_person IS 'The account-person row that was removed with the link. Null: the row stayed.';
COMMENT ON COLUMN cis_deliveries.line IS 'Deliveries of one line are sent in order. A line is an account, or a web user if there is no account.';
COMMENT ON COLUMN cis_deliveries.body IS 'The request body. It is composed at the first attempt, and every attempt sends the same bytes.';
COMMENT ON COLUMN cis_deliveries.claims IS 'Number of claims. A worker can settle the delivery only under the number of its own claim.';
COMMENT ON COLUMN cis_deliveries.failures IS 'Failed attempts while the CIS answered other deliveries. Attempts during an outage are not counted.';
COMMENT ON COLUMN cis_deliveries.failed_at IS 'Time of the last failure that was counted.';
COMMENT ON COLUMN cis_deliveries.reference IS 'The CIS''s own reference.';
COMMENT ON COLUMN cis_deliveries.next_attempt_at IS 'Infinity: the delivery waits behind another one of its line.';
COMMENT ON COLUMN saved_views.csr_group IS 'CSRs of this group see the view too. Null: only its owner. Only the owner can change it.';
COMMENT ON COLUMN to_dos.outgoing_message_id IS 'The mail that could not be sent. No foreign key: mail is deleted after a while, to-dos stay.';
COMMENT ON COLUMN to_dos.completed_by_csr_id IS 'Null: the system completed the to-do, because its cause was settled.';
COMMENT ON COLUMN card_payment_sessions.cancel_at IS 'When to ask the provider, possibly again, to close the card page.';
COMMENT ON COLUMN installation.role_prefix IS 'Prefix of the names of the four database roles.';
COMMENT ON COLUMN installation.rights IS 'By role: the number of objects on which it has rights. A smaller number means that a restore lost some.';
COMMENT ON COLUMN entitlement_changes.is_on IS 'Null: reset to the utility''s switch, or to the default.';
COMMENT ON COLUMN served_assets.etag IS 'The beginning of the SHA-256 of the body. A process checks it before it serves the file.';
COMMENT ON COLUMN visit_news.wants_mail IS 'The customer''s choice when the visit began. Null: the default of contract/src/preferences.ts.';

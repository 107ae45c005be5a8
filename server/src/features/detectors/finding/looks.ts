/** SQL condition: a line of the record is a CSR's look at an account. Opening a customer is one, and so is every page of a masquerade. */
const isLook = `(e.actor_kind = 'csr' AND e.event IN ('read', 'changed', 'started') AND e.action = ANY ($actions::text[])
       OR e.actor_kind = 'masquerade' AND e.event IN ('arrived', 'read', 'changed'))`
const isRefused = `(e.actor_kind IN ('csr', 'masquerade') AND e.event = 'refused' AND e.action = ANY ($actions))`

const looksWhere = (condition: string) => `looks AS MATERIALIZED (
     SELECT DISTINCT ON (e.csr_id, e.account_id, date_trunc('minute', e.at))
       e.record_entry_id, e.at, e.csr_id, e.account_id, e.event = 'refused' AS is_refused
     FROM record_leaves l JOIN record_entries e ON e.at = l.entry_at AND e.record_entry_id = l.record_entry_id
     WHERE l.leaf_index >= $from::bigint AND l.leaf_index < $to::bigint
       AND e.at > current_instant() - interval '30 days' AND e.csr_id IS NOT NULL AND e.account_id IS NOT NULL
       AND ${condition}
     ORDER BY e.csr_id, e.account_id, date_trunc('minute', e.at), e.event = 'refused', e.at)`

/**
 * SQL: the looks among the leaves from `$from` to `$to`, the first of each CSR, account and minute: office hours begin and end on a minute.
 * Leaves out looks older than 30 days.
 */
export const looks = looksWhere(isLook)
/** SQL: the looks and the refused tries. */
export const looksAndTries = looksWhere(`(${isLook} OR ${isRefused})`)
/** SQL: the same at customers who were canaries at that moment. What was opened a moment before it was marked hides no look after it. */
export const looksAtCanaries = looksWhere(`(${isLook} OR ${isRefused}) AND EXISTS (
         SELECT FROM canary_customers c WHERE c.account_id = e.account_id AND c.marked_at <= e.at
           AND (c.ended_at IS NULL OR c.ended_at > e.at))`)
export { isLook }

/** SQL: the main customer of the look's account. */
export const mainCustomer =
  '(SELECT m.person_id FROM account_persons m WHERE m.account_id = o.account_id AND m.is_main_customer)'

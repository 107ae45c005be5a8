import { command, query } from '#database/query.ts'
import type {
  AddCursors,
  ChangeOwnDetails,
  ClaimCursor,
  DetectorCounts,
  EndCanary,
  EndMute,
  LiveCanaries,
  LiveMutes,
  MarkCanary,
  MoveCursor,
  NextBatch,
  RaiseFindings,
  SavedSettings,
  StaffDetails,
} from './queries.generated.ts'

/** Null where nobody changed the setting. */
export const savedSettings = query<SavedSettings>(
  'saved-settings',
  `SELECT n AS "setting!", setting_value(n) AS value FROM unnest($names::text[]) n`,
)

export const addCursors = command<AddCursors, 'job:detect' | 'job:sum-access'>(
  'add-cursors',
  'INSERT INTO detector_cursors (detector) SELECT unnest($names::text[]) ON CONFLICT DO NOTHING',
)

/** Locks the cursor until the transaction ends. Returns no row while another process holds it, or if nothing was sealed since. */
export const claimCursor = query<ClaimCursor>(
  'claim-cursor',
  `SELECT c.next_index FROM detector_cursors c, record_sealing s
   WHERE c.detector = $detector AND c.next_index < s.size FOR UPDATE OF c SKIP LOCKED`,
)

/** Returns the end of the next batch: after at most `$most` leaves, and before the first leaf that is younger than `$delayHours`. */
export const nextBatch = query<NextBatch>(
  'next-batch',
  `SELECT LEAST(s.size, $from::bigint + $most::integer, (
     SELECT min(l.leaf_index) FROM record_leaves l
     WHERE l.leaf_index >= $from AND l.leaf_index < $from + $most
       AND l.entry_at > current_instant() - make_interval(hours => $delayHours::integer))) AS "to!", s.size
   FROM record_sealing s`,
)

export const moveCursor = command<MoveCursor, 'job:detect' | 'job:sum-access'>(
  'move-cursor',
  'UPDATE detector_cursors SET next_index = $to, ran_at = current_instant() WHERE detector = $detector',
)

export const raiseFindings = command<RaiseFindings, 'job:detect'>(
  'raise-findings',
  'SELECT raise_findings($findings::jsonb) AS "raised!"',
)

/** Returns how far each detector has read, and its alerts and false alarms of the last 30 days. */
export const detectorCounts = query<DetectorCounts>(
  'detector-counts',
  `SELECT d AS "detector!", c.ran_at AS "ran_at?", (s.size - COALESCE(c.next_index, 0)) AS "waiting!",
     a.raised AS "raised!", a.false_alarms AS "false_alarms!"
   FROM unnest($names::text[]) d CROSS JOIN record_sealing s LEFT JOIN detector_cursors c ON c.detector = d
   CROSS JOIN LATERAL (
     SELECT count(*) AS raised, count(*) FILTER (WHERE t.outcome = 'false-alarm') AS false_alarms FROM to_dos t
     WHERE t.to_do_role = 'security-officer' AND t.subject = d
       AND t.created_at > current_instant() - interval '30 days') a`,
)

/**
 * Lists the live mutes. The reason is read from the record line of the mute, so that an erasure there holds here too. That line names
 * the mute by its number and has no account.
 */
export const liveMutes = query<LiveMutes>(
  'live-mutes',
  `SELECT m.detector_mute_id, m.detector, m.csr_id, u.display_name AS csr_name, m.account_id, m.muted_by_csr_id AS muted_by, m.muted_at,
     (SELECT e.details ->> 'givenReason' FROM record_entries e WHERE e.at = m.muted_at AND e.action = 'alert:mute'
       AND (e.details ->> 'detectorMuteId')::bigint = m.detector_mute_id LIMIT 1) AS reason
   FROM detector_mutes m JOIN csr_users u ON u.csr_id = m.csr_id WHERE m.ended_at IS NULL
   ORDER BY m.muted_at DESC, m.detector_mute_id DESC LIMIT 200`,
)

export const endMute = command<EndMute, 'detector:change'>(
  'end-mute',
  `UPDATE detector_mutes SET ended_at = current_instant(), ended_by_csr_id = $csrId
   WHERE detector_mute_id = $detectorMuteId AND ended_at IS NULL RETURNING detector, csr_id AS about_csr_id`,
)

export const liveCanaries = query<LiveCanaries>(
  'live-canaries',
  `SELECT c.canary_id, c.account_id, c.marked_by_csr_id AS marked_by, c.marked_at,
     (SELECT count(*) FROM to_dos t WHERE t.account_id = c.account_id AND t.subject = 'canary-opened'
       AND t.to_do_role = 'security-officer') AS "openings!"
   FROM canary_customers c WHERE c.ended_at IS NULL ORDER BY c.marked_at DESC, c.canary_id DESC LIMIT 200`,
)

/** Returns no row if the account does not exist or is already marked. */
export const markCanary = command<MarkCanary, 'detector:change'>(
  'mark-canary',
  `INSERT INTO canary_customers (account_id, marked_by_csr_id, marked_at)
   SELECT a.account_id, $csrId, current_instant() FROM accounts a WHERE a.account_id = $canaryAccountId
   ON CONFLICT DO NOTHING RETURNING canary_id`,
)

export const endCanary = command<EndCanary, 'detector:change'>(
  'end-canary',
  `UPDATE canary_customers SET ended_at = current_instant(), ended_by_csr_id = $csrId
   WHERE canary_id = $canaryId AND ended_at IS NULL RETURNING canary_id`,
)

export const staffDetails = query<StaffDetails>(
  'staff-details',
  `SELECT u.csr_id, u.display_name AS name, u.is_active, u.person_id IS NOT NULL AS "is_customer!",
     COALESCE(d.other_surnames, '{}') AS "other_surnames!", COALESCE(d.line1, '') AS "line1!",
     COALESCE(d.postal_code, '') AS "postal_code!", COALESCE(d.account_ids, '{}') AS "account_ids!", COALESCE(d.version, 0) AS "version!"
   FROM csr_users u LEFT JOIN csr_own_details d USING (csr_id)
   WHERE u.is_active OR d.csr_id IS NOT NULL ORDER BY u.display_name, u.csr_id LIMIT 2000`,
)

/** Returns no row if the CSR does not exist or the version is stale. */
export const changeOwnDetails = command<ChangeOwnDetails, 'detector:change'>(
  'change-own-details',
  `INSERT INTO csr_own_details AS d (csr_id, other_surnames, line1, postal_code, account_ids)
   SELECT u.csr_id, $otherSurnames::text[], $line1, $postalCode, $ownAccountIds::bigint[]
   FROM csr_users u WHERE u.csr_id = $ofCsrId AND ($version::integer = 0 OR EXISTS (
     SELECT FROM csr_own_details k WHERE k.csr_id = u.csr_id AND k.version = $version))
   ON CONFLICT (csr_id) DO UPDATE SET other_surnames = excluded.other_surnames, line1 = excluded.line1,
     postal_code = excluded.postal_code, account_ids = excluded.account_ids, version = d.version + 1
   WHERE d.version = $version
   RETURNING version`,
)

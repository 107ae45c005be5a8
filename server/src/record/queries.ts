import { command, publicCommand } from '#database/query.ts'
import type { OpeningAction } from '#policy/opens-customer.ts'
import type { AppendRecord, NoteOpening, RaiseAlert, SettleSearch } from './queries.generated.ts'

/** Appends to the record. For the roles of the portal and the view, the session of the token's hash decides the actor. */
export const appendRecord = publicCommand<AppendRecord>(
  'append-record',
  'SELECT append_own_record($tokenHash::bytea, $entries::jsonb)',
)

export const raiseAlertRow = publicCommand<RaiseAlert>(
  'raise-alert',
  'SELECT raise_alert($entry::jsonb, $isOnceAnHour::boolean) AS "is_raised!"',
)

/** Writes the current search of this desk session into the record, because it led to a customer. */
export const settleSearch = command<SettleSearch, OpeningAction>(
  'settle-search',
  'SELECT settle_search($deskSessionId::bigint)',
)

/** Notes that a CSR opened something; writes the search that led to it. */
export const noteOpening = command<NoteOpening, OpeningAction>(
  'note-opening',
  'SELECT note_opening($csrId::text, $deskSessionId::bigint, $what::text, $id::bigint)',
)

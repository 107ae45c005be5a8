import { amount, line } from '@porchlight/contract/csv.ts'
import type { Locale } from '@porchlight/contract/values.ts'
import { type WordKey, wordsIn } from '../../words.ts'
import type { masked, shown } from './shown-task.ts'

type Row = ReturnType<typeof masked<ReturnType<typeof shown>>>
type Cell = string | number | null

/** The columns of an export; `export.<name>` is the text of each heading. Instants are in UTC. */
const columns: Record<string, (row: Row) => Cell> = {
  'task-id': (row) => row.taskId,
  type: (row) => row.taskType,
  state: (row) => row.state,
  account: (row) => row.accountId,
  customer: (row) => row.customerName,
  created: (row) => row.createdAt,
  updated: (row) => row.updatedAt,
  'web-user-id': (row) => row.webUserId,
  'email-address': (row) => row.emailAddress,
  'ip-address': (row) => row.ipAddress,
  'self-service-user-id': (row) => row.selfServiceUserId,
  'made-by': (row) => row.madeBy,
  'prepared-by': (row) => row.preparedBy,
  amount: (row) => amount(row.amountCents),
  currency: (row) => row.currency,
  'assigned-to': (row) => row.assignedTo,
  'assigned-group': (row) => row.assignedGroup,
  'correlation-id': (row) => row.correlationId,
}

/** Returns the heading line. The byte order mark tells spreadsheets that the file is UTF-8. */
export const head = (locale: Locale): string =>
  `\ufeff${line(Object.keys(columns).map((name) => wordsIn(locale)[`export.${name}` as WordKey]))}`

export const body = (rows: readonly Row[]): string =>
  rows.map((row) => line(Object.values(columns).map((cellOf) => cellOf(row)))).join('')

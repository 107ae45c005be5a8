import type { Statement } from '../server/src/database/query.ts'
import type { Sql } from '../server/src/database/sql.ts'

/** PostgreSQL's own functions that change rows or tell others something that outlives the statement. */
const writesOfPostgres = ['nextval', 'setval', 'pg_notify', 'lo_create', 'lo_put', 'lo_unlink', 'lowrite']

const modifies =
  /\b(INSERT\s+INTO|UPDATE\s+(?:ONLY\s+)?[\w."]+|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE|CREATE|ALTER|DROP|NOTIFY)\b/i
const withoutComments = (source: string) =>
  source.replace(/--.*$/gm, '').replace(/FOR\s+(NO\s+KEY\s+)?UPDATE/gi, '')
const calls = (source: string, name: string) => new RegExp(`\\b${name}\\s*\\(`, 'i').test(source)

/**
 * Returns the names of the functions that write. PostgreSQL itself keeps a stable or immutable function from writing, so that
 * only volatile ones are looked at: those whose body changes rows, or calls another one that does.
 */
export async function writingFunctions(sql: Sql): Promise<ReadonlySet<string>> {
  const rows = await sql.unsafe(
    `SELECT proname AS name, COALESCE(pg_get_function_sqlbody(p.oid), prosrc) AS source FROM pg_proc p
     WHERE pronamespace = 'public'::regnamespace AND provolatile = 'v' AND prorettype <> 'trigger'::regtype`,
  )
  const bodies = rows.map((row) => ({ name: String(row.name), source: withoutComments(String(row.source)) }))
  const writing = new Set(writesOfPostgres)
  for (let before = -1; before < writing.size; ) {
    before = writing.size
    for (const { name, source } of bodies)
      if (modifies.test(source) || [...writing].some((other) => calls(source, other))) writing.add(name)
  }
  return writing
}

/** Says by what a statement writes, as PostgreSQL plans it; undefined where it only reads. Locking rows is no writing. */
export async function writesBy(
  sql: Sql,
  statement: string,
  writing: ReadonlySet<string>,
): Promise<string | undefined> {
  const [row] = await sql.unsafe(`EXPLAIN (GENERIC_PLAN, VERBOSE, FORMAT JSON) ${statement}`)
  const plan = JSON.stringify(Object.values(row ?? {})[0])
  if (plan.includes('"Node Type":"ModifyTable"')) return 'a change of rows'
  return [...writing].find((name) => calls(plan, name) || calls(plan, `public.${name}`))
}

/**
 * Statements that write and are not declared as commands yet. The list only gets shorter; at its end it goes
 * (docs/decisions/0040-no-write-without-a-grant.md).
 */
const notConverted: readonly string[] = [
  'add-preferences',
  'adopt-account-person',
  'append-first-lines',
  'append-record',
  'apply-moves',
  'arrive-masquerade',
  'ask-for-password-reset',
  'assign-task',
  'assign-to-do',
  'beat',
  'card-payment-cancelled',
  'change-password',
  'claim-alerts',
  'claim-card-payments',
  'claim-delivery',
  'claim-link-news',
  'claim-messages',
  'claim-visit-news',
  'complete-to-do',
  'confirm-email',
  'count-exported',
  'count-failure',
  'count-named',
  'count-words',
  'delete-old-attempts',
  'delete-old-deliveries',
  'delete-old-failures',
  'delete-old-link-news',
  'delete-old-mailed-keys',
  'delete-old-messages',
  'delete-old-openings',
  'delete-old-unlinks',
  'delete-old-visit-news',
  'delete-saved-view',
  'drop-message',
  'end-customer-session',
  'end-desk-session',
  'end-masquerade',
  'ended-views',
  'enqueue-deliveries',
  'enqueue-link-mail',
  'enqueue-mail',
  'expire-tasks',
  'give-back-attempt',
  'give-up-message',
  'insert-asked-key',
  'insert-contacts',
  'insert-customer-contact',
  'insert-desk-session',
  'insert-entitlement-change',
  'insert-mailed-key',
  'insert-mailing-address',
  'insert-masquerade',
  'insert-outgoing-message',
  'insert-payment',
  'insert-removal-key',
  'insert-saved-view',
  'insert-setting-version',
  'insert-system-task',
  'insert-tasks',
  'insert-web-access-contact',
  'keep-body',
  'keep-card-payment-session',
  'link-web-user-again',
  'make-link-as-holder',
  'make-record-partitions',
  'make-requested-links',
  'mark-message-sent',
  'new-code-for-masquerade',
  'note-failed-attempt',
  'note-failed-sign-in',
  'note-opening',
  'note-provider-event',
  'note-task',
  'open-customer-request',
  'open-desk-request',
  'open-masquerade-request',
  'open-protected',
  'postpone-delivery',
  'postpone-message',
  'raise-alert',
  'raise-to-do',
  'reduce-balance',
  'release-next',
  'remove-account-person',
  'resend-task-message',
  'reset-password',
  'rest-search',
  'set-autopay',
  'set-contacts',
  'set-language',
  'set-nickname',
  'set-paperless',
  'set-task-amount',
  'set-web-user-active',
  'settle-alert',
  'settle-delivery',
  'settle-rested-searches',
  'settle-search',
  'settle-silence',
  'settle-task-to-dos',
  'sign-customer-in',
  'step-up-masquerade',
  'sweep-masquerades',
  'switch-masquerade',
  'take-attempt',
  'take-logout-token',
  'take-off-account',
  'take-off-key-holder',
  'take-reset-requests',
  'unlink-web-user',
  'update-mailing-address',
  'update-preferences',
  'update-saved-view',
]

/** Says what is wrong with the declaration of a statement; undefined where nothing is. */
export async function misdeclared(
  sql: Sql,
  writing: ReadonlySet<string>,
  { queryName, text, kind }: Statement,
): Promise<string | undefined> {
  const by = await writesBy(sql, text, writing)
  if (kind !== 'query') return by ? undefined : `${queryName} only reads: declare it as a query`
  if (!by || notConverted.includes(queryName)) return undefined
  return `${queryName} writes (${by}): declare it as a command, with the action that allows it`
}

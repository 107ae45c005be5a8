import { settings } from '@porchlight/contract/settings.ts'
import type { Sql } from '#database/sql.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { refuseField } from '#policy/refusal.ts'
import { raiseAlert } from '#record/raise-alert.ts'
import { openProtected, protectedReasons } from './queries.ts'

/** The further reasons that a CSR may choose from. */
async function reasonKinds(sql: Sql): Promise<string[]> {
  const { reasons } = await protectedReasons.one(sql, {})
  return [...((reasons as string[] | null) ?? settings['protected.reasons'].default)]
}

export const protectedHandlers: HandlersOf<'readProtectedPrompt' | 'openProtected'> = {
  readProtectedPrompt: async (_, { sql }) => ({ reasonKinds: await reasonKinds(sql) }),

  openProtected: async ({ body: { kind, reference } }, { sql, grant, note, correlationId }) => {
    const { action, accountId } = grant
    if (!(await reasonKinds(sql)).includes(kind)) throw refuseField('kind', 'not-valid')
    const opening = await openProtected.one(sql, grant, { kind, reference })
    const { protectedOpeningId, expiresAt, isRepeated } = opening
    // The reference may contain a name, so it is stored with the opening and not in the record.
    note({ event: 'started', details: { protectedOpeningId, kind, isRepeated } })
    if (!isRepeated) {
      const subject = 'protected-customer-opened'
      await raiseAlert(sql, grant.actor, { subject, action, accountId, correlationId, isOnceAnHour: false })
    }
    return { expiresAt: expiresAt.toISOString() }
  },
}

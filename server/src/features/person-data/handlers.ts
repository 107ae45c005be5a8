import { exportPeople } from '#features/searches-at-rest/index.ts'
import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { allows, answers } from '#policy/decide.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { cursorOf, placeOf } from './export/cursor.ts'
import { exportPage, start } from './export/export-page.ts'
import { personOnAccount } from './queries.ts'

/** The person whom the grant is about. A person of another account is not found. */
async function find({ sql, grant: { accountId, personId } }: Context<'person-data:export'>) {
  const person = await personOnAccount.first(sql, { accountId, personId })
  if (!person) throw new Refusal('not-found')
  return person
}

export const personDataHandlers: HandlersOf<'readPersonData' | 'exportPersonData'> = {
  readPersonData: async (_, context) => {
    const { personId, name, locale } = await find(context)
    const language = locale === 'es' ? 'es' : locale === null ? null : 'en'
    const may = answers(context.grant.actor, context.subject, 'person-data:export', 'person-data:erase')
    return { personId, name, locale: language, may }
  },

  exportPersonData: async ({ body }, context) => {
    const { sql, grant, installation, note } = context
    const { encryptionKey, readableKeys, utilityName, timeZone } = installation
    const { personId } = grant
    const { format, locale, reason, cursor } = body
    await find(context)
    const of = { personId, csrId: grant.csrId, deskSessionId: grant.deskSessionId }
    const from = cursor === undefined ? start : placeOf(readableKeys, of, cursor)
    if (!from) throw refuseField('cursor', 'not-valid')
    const isWhole = allows(grant.actor, 'identifier:reveal', {})
    if (cursor === undefined) {
      await exportPeople(sql, grant, [personId])
      const identifiers = isWhole ? 'whole' : 'masked'
      note({
        event: 'read',
        details: { export: 'begun', personId, format, identifiers, givenReason: reason },
      })
    }
    const facts = { personId, utilityName, timeZone, locale, madeAt: new Date().toISOString() }
    const options = { facts, format, identifiersBy: isWhole ? readableKeys : null }
    const { text, rows, next } = await exportPage(sql, from, options)
    if (next === null) note({ event: 'read', details: { export: 'ended', personId } })
    return { text, rows, nextCursor: next && cursorOf(encryptionKey, of, next) }
  },
}

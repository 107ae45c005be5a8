import { gradeNamed } from '@porchlight/contract/caller-grades.ts'
import { z } from 'zod'
import { maskedLogin, maskedName, maskedText } from '#features/accounts/index.ts'
import { namePeople } from '#features/searches-at-rest/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { feature } from '../../feature.ts'
import { ownMasquerades as ownMasqueradeRows } from './queries.ts'

const pageSize = 50
const Changed = z.array(z.object({ taskId: z.number(), taskType: z.string() }))

const handlers: HandlersOf<'listOwnMasquerades'> = {
  listOwnMasquerades: async ({ body: { before } }, { sql, grant }) => {
    const rows = await ownMasqueradeRows(sql, { csrId: grant.csrId, before: before ?? null })
    const page = rows.slice(0, pageSize)
    await namePeople(
      sql,
      grant,
      page.map(({ isProtected, personId }) => (isProtected ? null : personId)),
    )
    return {
      masquerades: page.map(({ isProtected, personId: _, startedKey: __, changed, ...row }) => ({
        ...row,
        ...(isProtected && {
          userName: maskedLogin,
          personName: maskedName(row.personName),
          purposeReference: maskedText,
        }),
        callerGrade: gradeNamed(row.callerGrade),
        startedAt: row.startedAt.toISOString(),
        endedAt: row.endedAt?.toISOString() ?? null,
        changed: Changed.parse(changed),
      })),
      nextBefore: rows.length > pageSize ? (page.at(-1)?.startedKey ?? null) : null,
    }
  },
}

export const ownMasquerades = feature({ handlers })

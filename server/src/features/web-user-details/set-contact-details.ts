import type { Failure, Work } from '#tasks/lifecycle/task-type.ts'
import { normalisedContact } from './normalised-contact.ts'
import { setContactsOf } from './queries.ts'

const kinds = ['phone', 'mobile', 'email'] as const
type Details = { [K in (typeof kinds)[number]]?: { before: string | null; after: string } | undefined }

/** What is to be written of one task, or why it cannot be. */
function contactsOf(taskId: number, payload: Details) {
  return kinds.flatMap((contactType) => {
    const change = payload[contactType]
    if (!change) return []
    const { before, after } = change
    const normalisedBefore = before === null ? null : (normalisedContact(contactType, before) ?? before)
    return [
      {
        taskId,
        contactType,
        normalisedBefore,
        value: after,
        normalised: normalisedContact(contactType, after),
      },
    ]
  })
}

/**
 * Writes approved telephone numbers and e-mail addresses into the contacts of the web user's person: each takes the place of the
 * one that stood when it was asked for, and is approved. Where another one stands by now, somebody looks at it.
 */
export const setContactDetails: Work<Details> = async (sql, grant, tasks) => {
  const failures: Failure[] = []
  for (const { taskId, selfServiceUserId, payload } of tasks) {
    const contacts = contactsOf(taskId, payload)
    if (contacts.some(({ normalised }) => normalised === undefined)) {
      failures.push({ taskId, reason: 'contact-not-valid', isForGood: true })
      continue
    }
    // One task after the other: of two about one contact the later one looks at what the earlier one wrote.
    const { outcome } = await setContactsOf.one(sql, grant, { webUserId: selfServiceUserId, contacts })
    if (outcome !== 'written') failures.push({ taskId, reason: outcome, isForGood: true })
  }
  return failures
}

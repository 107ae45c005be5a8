import { randomBytes } from 'node:crypto'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** Returns a new masquerade's id: 130 random bits as a name that a host name can carry. It is no secret: the cookie is. */
export function newMasqueradeId(): string {
  return Array.from(randomBytes(26), (byte) => alphabet[byte & 31]).join('')
}

/** Returns what a masquerade read and did, for the contact note and the review: names of actions, each once, in order. */
export function summarize(
  entries: readonly {
    event: string
    action: string
    taskId: number | null
    taskType: string | null
    reason: string | null
  }[],
) {
  const namesOf = (event: string) => [
    ...new Set(entries.filter((e) => e.event === event).map((e) => e.action)),
  ]
  return {
    read: namesOf('read').filter((action) => action !== 'portal:open'),
    changed: entries.flatMap(({ event, taskId, taskType }) =>
      event === 'changed' && taskId !== null && taskType !== null ? [{ taskId, taskType }] : [],
    ),
    refused: namesOf('refused'),
  }
}

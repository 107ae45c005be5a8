import type { StreamedEntry } from './ocsf-event.ts'

type Stream = { origin: string; version: string; hasValues: boolean }

/** CEF counts from 0 to 10. */
const severities: Record<string, number> = { alert: 8, refused: 4 }
const informational = 2

/** Characters that separate the fields of the head have a backslash before them, and there is no line break. */
const inHead = (text: string) => text.replace(/[\\|]/g, '\\$&').replace(/[\r\n]+/g, ' ')
const inExtension = (text: string) =>
  text.replace(/[\\=]/g, '\\$&').replaceAll('\r', '\\r').replaceAll('\n', '\\n')

/**
 * Returns a line of the record in the Common Event Format, version 0 (CEF:0). As with OCSF, the same line gives the same event at any time,
 * and without `hasValues` nothing goes out that the leaf keeps as a hash.
 * @param leaf the canonical text that the record's tree holds the hash of
 */
export function cefEvent(entry: StreamedEntry, leaf: string, { origin, version, hasValues }: Stream): string {
  const { action, event, reason } = entry
  const head = [
    'CEF:0',
    'Porchlight',
    'Porchlight',
    version,
    action,
    `${event} ${action}`,
    String(severities[event] ?? informational),
  ]
  const fields: Record<string, string | number | null> = {
    rt: Date.parse(entry.atText),
    externalId: `${origin}#${entry.leafIndex}`,
    act: event,
    outcome: event === 'refused' ? 'failure' : 'success',
    reason,
    suser: userOf(entry),
    src: hasValues ? entry.ipAddress : null,
    ...labeled('cs1', 'requestId', entry.correlationId),
    ...labeled('cs2', 'account', entry.accountId),
    ...labeled('cs3', 'webUser', entry.webUserId),
    ...labeled('cs4', 'masquerade', entry.masqueradeId),
    ...labeled('cs5', 'task', entry.taskId),
    ...labeled('cs6', 'leaf', leaf),
    msg: hasValues ? entry.givenReason : null,
  }
  const extension = Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${inExtension(String(value))}`],
  )
  return `${head.map(inHead).join('|')}|${extension.join(' ')}`
}

/** Fields of ours have a numbered name and a label (CEF, "Custom dictionary extensions"). */
const labeled = (name: string, label: string, value: string | number | null) =>
  value === null ? {} : { [name]: value, [`${name}Label`]: label }

function userOf({ actorKind, csrId, webUserId, clientId }: StreamedEntry): string {
  if (csrId !== null) return csrId
  if (actorKind === 'customer') return `web-user:${webUserId}`
  return clientId ?? actorKind
}

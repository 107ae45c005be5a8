import type { EntryFacts } from '#features/the-record/index.ts'

/** A line of the record, sealed: its facts, its place, and its leaf. */
export type StreamedEntry = Omit<EntryFacts, 'details'> & {
  leafIndex: number
  ipAddress: string | null
  givenReason: string | null
}

type Stream = { origin: string; version: string; hasValues: boolean }

const ocsfVersion = '1.8.0'
const product = 'Porchlight'

const application = { uid: 6, name: 'Application Activity' }
const access = { uid: 3, name: 'Identity & Access Management' }
const apiActivity = { uid: 6003, name: 'API Activity', category: application }
const authentication = { uid: 3002, name: 'Authentication', category: access }

const other = 99
/** The activities of OCSF that our events are; the others keep their own name. */
const activities: Record<string, { id: number; name: string }> = {
  read: { id: 2, name: 'Read' },
  changed: { id: 3, name: 'Update' },
  'signed-in': { id: 1, name: 'Logon' },
  'signed-out': { id: 2, name: 'Logoff' },
}

const severities: Record<string, { id: number; name: string }> = {
  alert: { id: 4, name: 'High' },
  refused: { id: 2, name: 'Low' },
}
const informational = { id: 1, name: 'Informational' }

/**
 * Returns a line of the record as an OCSF event: API Activity, or Authentication for the beginning and the end of a session. The same
 * line gives the same event at any time, so that a collector which gets it again can tell. Without `hasValues` nothing goes out
 * that the leaf keeps as a hash.
 * @param leaf the canonical text that the record's tree holds the hash of
 */
export function ocsfEvent(entry: StreamedEntry, leaf: string, { origin, version, hasValues }: Stream) {
  const { leafIndex, atText, event, action, correlationId, reason, givenReason } = entry
  const isSession = event === 'signed-in' || event === 'signed-out'
  const kind = isSession ? authentication : apiActivity
  const activity = activities[event] ?? { id: other, name: event }
  const severity = severities[event] ?? informational
  const isRefused = event === 'refused'
  const user = userOf(entry)
  return {
    activity_id: activity.id,
    activity_name: activity.name,
    category_uid: kind.category.uid,
    category_name: kind.category.name,
    class_uid: kind.uid,
    class_name: kind.name,
    type_uid: kind.uid * 100 + activity.id,
    type_name: `${kind.name}: ${activity.id === other ? 'Other' : activity.name}`,
    severity_id: severity.id,
    severity: severity.name,
    status_id: isRefused ? 2 : 1,
    status: isRefused ? 'Failure' : 'Success',
    ...(reason !== null && { status_code: reason }),
    time: Date.parse(atText),
    message: `${event} ${action}`,
    metadata: {
      version: ocsfVersion,
      product: { name: product, vendor_name: product, version },
      uid: `${origin}#${leafIndex}`,
      sequence: leafIndex,
      event_code: action,
      log_name: origin,
      original_time: atText,
      correlation_uid: correlationId,
    },
    actor: { user, ...(entry.masqueradeId !== null && { session: { uid: entry.masqueradeId } }) },
    ...(isSession
      ? { user, service: { name: product } }
      : { api: { operation: action, request: { uid: correlationId } }, resources: resourcesOf(entry) }),
    src_endpoint:
      hasValues && entry.ipAddress !== null ? { ip: entry.ipAddress } : { name: sourceOf(entry.actorKind) },
    ...(hasValues && givenReason !== null && { unmapped: { given_reason: givenReason } }),
    raw_data: leaf,
  }
}

/** Who acted. In a masquerade it is the CSR; the customer is among the resources. */
function userOf({ actorKind, csrId, webUserId, clientId }: StreamedEntry) {
  if (csrId !== null) return { uid: csrId, type_id: 1, type: 'User' }
  if (actorKind === 'customer') return { uid: `web-user:${webUserId}`, type_id: 1, type: 'User' }
  if (actorKind === 'integration') return { uid: String(clientId), type_id: 4, type: 'Service' }
  if (actorKind === 'system') return { name: 'system', type_id: 3, type: 'System' }
  return { name: actorKind, type_id: 0, type: 'Unknown' }
}

/** Where from, without an address. */
function sourceOf(actorKind: string): string {
  if (actorKind === 'csr') return 'desk'
  if (actorKind === 'masquerade') return 'masquerade'
  return actorKind === 'system' ? 'worker' : 'portal'
}

function resourcesOf({ accountId, webUserId, taskId, masqueradeId }: StreamedEntry) {
  const ids = { account: accountId, 'web-user': webUserId, task: taskId, masquerade: masqueradeId }
  return Object.entries(ids).flatMap(([type, uid]) => (uid === null ? [] : [{ type, uid: String(uid) }]))
}

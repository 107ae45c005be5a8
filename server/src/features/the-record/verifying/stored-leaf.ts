import { type EntryFacts, type LeafHashes, leafOfHashes } from '../leaf.ts'

/** A leaf with its entry as the database has them; without an entry its facts are null. */
export type StoredLeaf = {
  leaf_index: number
  record_entry_id: number
  at_text: string | null
  event: string
  action: string
  actor_kind: string
  csr_id: string | null
  web_user_id: number | null
  account_id: number | null
  masquerade_id: string | null
  client_id: string | null
  task_id: number | null
  correlation_id: string
  reason: string | null
  details: EntryFacts['details']
  ip_hash: string | null
  given_reason_hash: string | null
}

/** Returns the text of a stored leaf as its entry gives it. */
export function textOfLeaf(leaf: StoredLeaf, atText: string): string {
  const facts: EntryFacts = {
    recordEntryId: leaf.record_entry_id,
    atText,
    event: leaf.event,
    action: leaf.action,
    actorKind: leaf.actor_kind,
    csrId: leaf.csr_id,
    webUserId: leaf.web_user_id,
    accountId: leaf.account_id,
    masqueradeId: leaf.masquerade_id,
    clientId: leaf.client_id,
    taskId: leaf.task_id,
    correlationId: leaf.correlation_id,
    reason: leaf.reason,
    details: leaf.details,
  }
  const hashes: LeafHashes = { ipHash: leaf.ip_hash, givenReasonHash: leaf.given_reason_hash }
  return leafOfHashes(facts, hashes)
}

import { hash } from 'node:crypto'
import { canonical, type RecordSigning, signNote } from '#features/the-record/index.ts'

/** The first line of an approval: no checkpoint of the record begins with it. */
export const approvalFormat = 'porchlight-approval/1'

/** What a customer approved, by whom it was prepared, and when. Instants are ISO 8601 in UTC. */
export type ApprovalFacts = {
  account: number
  approvedAt: string
  approvedBy: { userName: string; webUser: number }
  /** The endpoint that was called, exactly with what, and what the customer was shown. */
  change: { body: unknown; command: string; note: string; params: unknown; shown: unknown }
  /** The task that the approval made; null where there was nothing left to change. */
  madeTask: number | null
  preparedAt: string
  preparedBy: string
  preparedTask: number
  /** The name of the installation's record, by whose key the note is signed. */
  record: string
  request: string
}

/**
 * Returns an approval as a signed note (C2SP signed-note): the format, then the facts as canonical JSON (RFC 8785). Without a key of
 * the record it is not signed.
 */
export function approvalNote(facts: ApprovalFacts, { signers }: Pick<RecordSigning, 'signers'>): string {
  const text = `${approvalFormat}\n${canonical(facts)}\n`
  return signers.length > 0 ? signNote(text, signers) : text
}

/** Returns the SHA-256 of an approval in hex. The record's entry has it, so that the note cannot be exchanged later. */
export const hashOfApproval = (note: string): string => hash('sha256', note, 'hex')

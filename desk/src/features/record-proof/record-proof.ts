import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import { type RecordFaultKind, recordFaultKinds } from '@porchlight/contract/record-events.ts'
import type { Translate } from '#app/messages.ts'

export type RecordProof = Response<Api['readRecordProof']>
export type Verification = RecordProof['verifications'][number]
export type Fault = Verification['faults'][number]

const isKnown = (kind: string): kind is RecordFaultKind =>
  (recordFaultKinds as readonly string[]).includes(kind)

/** Returns what is wrong, in a sentence that names the first place. */
export function faultWords({ kind, at, key }: Fault, t: Translate): string {
  const said = isKnown(kind) ? t(`record-fault.${kind}`, { at }) : `${kind} ${at}`
  return key === null ? said : `${said} ${t('record-fault.key', { key })}`
}

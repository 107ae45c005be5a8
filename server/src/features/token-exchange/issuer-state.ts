import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import { refuseField } from '#policy/refusal.ts'
import { algorithmOf, isIssuerAlgorithm, type Jwk, readKeySet } from './key-set.ts'
import type { issuersForStaff } from './queries.ts'

/** The settings of an issuer, as in the contract. */
export type IssuerState = Body<Api['saveTrustedIssuer']>['state']
type Row = Awaited<ReturnType<typeof issuersForStaff>>[number]

const parsedKeys = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Returns the state of a row. The members of pasted keys are sorted, so that equal keys are equal texts. */
export const stateOf = (row: Row): IssuerState => ({
  displayName: row.displayName,
  issuer: row.issuer,
  audience: row.audience,
  keyAddress: row.keyAddress,
  pastedKeys:
    row.pastedKeys === null ? null : JSON.stringify({ keys: readKeySet(row.pastedKeys) ?? [] }, null, 2),
  algorithms: row.algorithms.filter(isIssuerAlgorithm),
  returnUrls: row.returnUrls,
  contextNames: row.contextNames,
  activeFrom: row.activeFrom,
  activeTo: row.activeTo,
})

/**
 * Returns a state as it is stored, with the public part of the usable pasted keys. Refuses a state that names no keys or two
 * sources of keys, keys that no chosen algorithm uses, and days in the wrong order.
 */
export function checkState(state: IssuerState): IssuerState {
  if ((state.keyAddress === null) === (state.pastedKeys === null))
    throw refuseField('keyAddress', 'keys-once')
  if (state.activeTo !== null && state.activeTo < state.activeFrom)
    throw refuseField('activeTo', 'after-start')
  const unique = {
    algorithms: [...new Set(state.algorithms)],
    returnUrls: [...new Set(state.returnUrls)],
    contextNames: [...new Set(state.contextNames)],
  }
  if (state.pastedKeys === null) return { ...state, ...unique }
  const given = parsedKeys(state.pastedKeys)
  const keys = readKeySet(given)
  if (!keys || keys.length === 0) throw refuseField('pastedKeys', 'key-set')
  const isUsed = (key: Jwk) => unique.algorithms.some((algorithm) => algorithm === algorithmOf(key))
  if (!keys.every(isUsed)) throw refuseField('pastedKeys', 'key-algorithm')
  return { ...state, ...unique, pastedKeys: JSON.stringify({ keys }, null, 2) }
}

export const keySummaries = (keys: unknown) =>
  (readKeySet(keys) ?? []).map((key) => ({ kid: key.kid, algorithm: algorithmOf(key) ?? '' }))

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  return Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : JSON.stringify(value)
}

/** Returns the fields in which two versions differ, as texts. */
export function differencesOf(before: unknown, after: unknown) {
  const [one, other] = [before, after].map((state) => (state ?? {}) as Record<string, unknown>)
  return Object.keys({ ...one, ...other })
    .map((field) => ({ field, before: textOf(one?.[field]), after: textOf(other?.[field]) }))
    .filter((difference) => difference.before !== difference.after)
}

import type { Api } from '@porchlight/contract/api.ts'
import type { Input } from '@porchlight/contract/endpoint.ts'
import type { DraftField, PreparedValue } from '@porchlight/contract/prepared-changes.ts'
import type { Sql } from '#database/sql.ts'

/** An endpoint that the contract marks with `preparable`. */
export type PreparableName = { [N in keyof Api]: Api[N] extends { preparable: true } ? N : never }[keyof Api]

/** For whom a change is prepared, and on which account. */
export type PreparedFor = { accountId: number; webUserId: number }

/** The fields that a CSR fills in, and what the request needs to know of the values that hold now. */
export type Draft<S> = { fields: readonly DraftField[]; standing: S }

/** Reads a value that a CSR filled in; the value that holds now where the CSR sent none. */
export type Filled = (field: string) => string

/**
 * How a CSR prepares one command for a customer. `draft` runs at the desk. `request` makes exactly the request that the customer
 * approves, and throws a {@link Refusal} for a value that the command would refuse; `changes` says it in words where it is not the
 * difference of the fields.
 */
export type Preparable<N extends PreparableName, S> = {
  draft(sql: Sql, about: PreparedFor): Promise<Draft<S>>
  request(about: PreparedFor, filled: Filled, standing: S): Input<Api[N]>
  changes?(filled: Filled, draft: Draft<S>): PreparedValue[]
}

/** A preparable command without its types, as the registry has it. */
export type AnyPreparable = {
  draft(sql: Sql, about: PreparedFor): Promise<Draft<unknown>>
  request(about: PreparedFor, filled: Filled, standing: unknown): { params: unknown; body?: unknown }
  changes?(filled: Filled, draft: Draft<unknown>): PreparedValue[]
}

/** Every command that can be prepared, by the name of its endpoint. The features declare them. */
export type Preparables = Readonly<Record<PreparableName, AnyPreparable>>

/** Declares in a feature's `feature.ts` how one of its commands is prepared. */
export const preparable = <N extends PreparableName, S>(declared: Preparable<N, S>): AnyPreparable =>
  declared as unknown as AnyPreparable

/** Returns a field that a CSR fills in. */
export const draftField = (
  name: string,
  kind: DraftField['kind'],
  value: string,
  more: Partial<Pick<DraftField, 'isOptional' | 'choices' | 'currency'>> = {},
): DraftField => ({ name, kind, value, isOptional: false, choices: null, currency: null, ...more })

import type { Api } from '@porchlight/contract/api.ts'
import type { Body, Response } from '@porchlight/contract/endpoint.ts'

/** Everything of an account that the first minute of a call needs, as the server answers. */
export type Account = Response<Api['readAccount']>

/** The web users of an account and what the reader may do about them, as the server answers. */
export type WebUserSummary = Response<Api['readWebUserSummary']>

/** The payments of an account, and which can be given back. */
export type Refundable = Response<Api['listRefundable']>

/** One web user of a summary. */
export type WebUser = WebUserSummary['webUsers'][number]

/** One self-service task in full, as the server answers. */
export type Task = Response<Api['readTask']>

/** A to-do as the server returns it. */
export type ToDo = Response<Api['queryToDos']>['toDos'][number]

/** What a CSR can ask a caller, and how the caller was verified in this call. */
export type CallerQuestions = Response<Api['readCallerQuestions']>

/** Masquerades, and what the reader may do with them. */
export type Masquerades = Response<Api['listMasquerades']>
/** One masquerade in a list of them. */
export type MasqueradeRow = Masquerades['masquerades'][number]

/** What an unlink would take away and leave, as the server answers. */
export type Preview = Response<Api['previewUnlink']>

/** One line of an account's contact history. */
export type Contact = Response<Api['queryCustomerContacts']>['contacts'][number]
export type ContactTerms = Partial<Omit<Body<Api['queryCustomerContacts']>, 'before'>>

/** What can be prepared for a web user, as the server answers. */
export type Preparable = Response<Api['readPreparable']>
/** A change that was prepared on an account. */
export type PreparedRow = Response<Api['listPreparedChanges']>['changes'][number]

/** What the utility may change, with its history, as the server answers. */
export type Settings = Response<Api['readSettings']>

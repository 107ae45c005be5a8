import type { Api } from '@porchlight/contract/api.ts'
import type { Body, Response } from '@porchlight/contract/endpoint.ts'

/** One line of an account's contact history. */
export type Contact = Response<Api['queryCustomerContacts']>['contacts'][number]
export type ContactTerms = Partial<Omit<Body<Api['queryCustomerContacts']>, 'before'>>

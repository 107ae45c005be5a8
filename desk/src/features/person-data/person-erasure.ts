import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

/** A preview of an erasure, or the erasure itself. */
export type PersonErasure = Response<Api['readPersonErasure']>

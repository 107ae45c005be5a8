import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

/** What the utility may change, with its history, as the server answers. */
export type Settings = Response<Api['readSettings']>

import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

/** Everything of an account that the first minute of a call needs, as the server answers. */
export type Account = Response<Api['readAccount']>

import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

/** One self-service task in full, as the server answers. */
export type Task = Response<Api['readTask']>

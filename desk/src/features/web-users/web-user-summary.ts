import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

/** The web users of an account and what the reader may do about them, as the server answers. */
export type WebUserSummary = Response<Api['readWebUserSummary']>

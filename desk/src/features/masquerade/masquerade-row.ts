import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

/** One masquerade in a list of them. */
export type MasqueradeRow = Response<Api['listMasquerades']>['masquerades'][number]

import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

export type Alert = Response<Api['queryAlerts']>['alerts'][number]
export type OneAlert = Response<Api['readAlert']>

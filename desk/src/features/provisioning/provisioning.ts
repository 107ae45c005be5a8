import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

export type Provisioning = Response<Api['readProvisioning']>
export type Token = Provisioning['tokens'][number]
export type Mapping = Provisioning['mappings'][number]

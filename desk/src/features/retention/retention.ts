import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

export type Retention = Response<Api['readRetention']>
export type KindOfData = Retention['kinds'][number]
export type Run = NonNullable<KindOfData['run']>
export type Preview = Response<Api['previewRetention']>

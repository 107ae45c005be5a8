import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

/** What an unlink would take away and leave, as the server answers. */
export type Preview = Response<Api['previewUnlink']>

import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

/** A to-do as the server returns it. */
export type ToDo = Response<Api['queryToDos']>['toDos'][number]

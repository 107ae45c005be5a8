import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

/** An account as the desk shows it, without what the reader may do. */
export type AccountPage = Omit<Response<Api['readAccount']>, 'may' | 'isProtected' | 'toDos'>

import type { Action } from '@porchlight/contract/actions.ts'
import type { Client } from '@porchlight/contract/client.ts'
import type { Reason } from '@porchlight/contract/reasons.ts'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Format } from './format.ts'
import type { Translate, Word } from './messages.ts'
import type { PageData } from './page-data.ts'

export type Desk = {
  page: PageData
  t: Translate
  word: Word
  format: Format
  /** Returns the server's reason for refusing this CSR an action whatever it is about; undefined if it does not. */
  refusedFor: (action: Action) => Reason | undefined
  client: Client
  /** Returns the same calls, aborted by `signal`. */
  clientUntil: (signal: AbortSignal) => Client
}

export const DeskContext = createContext<Desk | undefined>(undefined)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('Outside of the desk')
  return desk
}

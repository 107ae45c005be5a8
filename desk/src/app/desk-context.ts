import type { Action } from '@porchlight/contract/actions.ts'
import type { Client } from '@porchlight/contract/client.ts'
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
  /** Returns whether this CSR lacks the permission for an action, as the page was told. The server still decides. */
  lacks: (action: Action) => boolean
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

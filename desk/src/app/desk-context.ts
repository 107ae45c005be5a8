import type { Action } from '@porchlight/contract/actions.ts'
import type { Client } from '@porchlight/contract/client.ts'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Format } from './format.ts'
import type { Translate, Word } from './messages.ts'
import type { PageData } from './page-data.ts'

/** What every screen has at hand. */
export type Desk = {
  page: PageData
  t: Translate
  word: Word
  format: Format
  /** Whether the page says that this CSR has not the permission for an action. The server decides all the same. */
  lacks: (action: Action) => boolean
  client: Client
  /** The same calls, given up by `signal`. */
  clientUntil: (signal: AbortSignal) => Client
}

export const DeskContext = createContext<Desk | undefined>(undefined)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('Outside of the desk')
  return desk
}

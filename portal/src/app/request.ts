import type { Client } from '@porchlight/contract/client.ts'

/** One request of a browser, as the portal sees it. */
export type PortalRequest = {
  method: 'GET' | 'POST'
  path: string
  query: URLSearchParams
  /** The fields of a posted form. */
  fields: URLSearchParams
  /** The language that this browser chose, or else accepts. */
  language: { chosen: string | undefined; accepted: string | undefined }
  /** Goes into every form; undefined before sign-in. */
  formToken: string | undefined
  isView: boolean
  deskOrigin: string
  utilityName: string
  /** Names of the built stylesheet, icon and islands. */
  assets: { css: string; icon: string; islands: Record<string, string> }
  /** Today in the utility's calendar, YYYY-MM-DD. */
  today: string
}

/** The portal's door to the server: the contract, in process. */
export type PortalCalls = {
  /** Reads of one page, in one transaction. */
  read<T>(work: (client: Client) => Promise<T>): Promise<T>
  /** Changes, each in a transaction of its own. */
  call: Client
}

export type PortalResponse = {
  status: number
  html?: string
  /** Where to go on (303). */
  location?: string
  /** The language that this browser chose. */
  language?: string
}

import type { Api } from '@porchlight/contract/api.ts'
import type { Routes } from '@porchlight/contract/client.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { Locale } from './messages.ts'

/** The data that the server writes into the desk's page. */
export type PageData = {
  routes: Routes
  /** Sent with every call, as protection against cross-site request forgery. */
  formToken: string
  /** Encryption key of this CSR's drafts. Each CSR has another key. */
  draftKey: string
  /** While the installation's encryption key is being changed: opens what was sealed before. */
  otherDraftKeys: string[]
  desk: Response<Api['readDesk']>
  locale: Locale
  /** The utility's time zone, in which instants are shown. */
  timeZone: string
  utilityName: string
  portalOrigin: string
  /** The name of the cookie that keeps this browser's language. */
  languageCookie: string
  /** The position in the live stream at which the page was rendered. */
  livePosition: string
}

/** Reads the data from `<script type="application/json" id="page-data">`. */
export function readPageData(page: Document): PageData {
  const text = page.getElementById('page-data')?.textContent
  if (!text) throw new Error('The page came without its data.')
  return JSON.parse(text) as PageData
}

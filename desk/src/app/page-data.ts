import type { Api } from '@porchlight/contract/api.ts'
import type { Routes } from '@porchlight/contract/client.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { Locale } from './messages.ts'

/** What the server writes into the desk's page. */
export type PageData = {
  routes: Routes
  /** Goes with every call, against requests from other sites. */
  formToken: string
  /** Opens what this CSR has typed and not saved, and nobody else's. */
  draftKey: string
  desk: Response<Api['readDesk']>
  locale: Locale
  /** The utility's own, in which instants are shown. */
  timeZone: string
  utilityName: string
  portalOrigin: string
  /** Where this page stands in what changes at the desk. */
  livePosition: string
}

/** Reads it from its `<script type="application/json" id="page-data">`. */
export function readPageData(page: Document): PageData {
  const text = page.getElementById('page-data')?.textContent
  if (!text) throw new Error('The page came without its data.')
  return JSON.parse(text) as PageData
}

import type { Client } from '@porchlight/contract/client.ts'
import type { Format } from './format.ts'
import type { Locale, Translate } from './messages.ts'
import type { PageProps, Where } from './page.ts'

/** A file that a reader saves: its name and media type, and what is in it. */
export type SavedFile = { name: string; type: string; body: string | Uint8Array }

export type DownloadProps<D> = {
  data: D
  where: Where
  t: Translate
  format: Format
  locale: Locale
  utilityName: string
  help: PageProps<unknown>['help']
}

/** An address of the portal that leads to a file instead of a page. It reads through the contract as a page does. */
export type Download<D = unknown> = {
  path: string
  load: (client: Client, where: Where) => Promise<D>
  file: (props: DownloadProps<D>) => SavedFile | Promise<SavedFile>
}

/** Declares a file that readers can save: where it is, what it reads, what is in it. */
export const download = <D>(definition: Download<D>) => definition as Download

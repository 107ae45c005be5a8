import type { Client } from '@porchlight/contract/client.ts'
import type { HelpLines } from '@porchlight/contract/help.ts'
import type { Reason } from '@porchlight/contract/reasons.ts'
import type { RegistrationMode } from '@porchlight/contract/registration-modes.ts'
import type { SavedFile } from './download.ts'
import type { Locale } from './messages.ts'
import type { WhyKept } from './page.ts'

/** A kept form, as the browser stores it. `page` is the address of the page that shows it, `form` the path that it posts to. */
export type KeptFields = { page: string; form: string; why: WhyKept; fields: [string, string][] }

/** Keeps what was typed into a form that was not saved, in a cookie of the same browser. */
export type FormKeeper = {
  /** Keeps the posted form for the reader for whom the page was made. Returns false if it cannot be kept. */
  keep(kept: KeptFields): boolean
  /** Returns the kept form of this reader for this page. */
  find(page: string, reader: string | undefined): KeptFields | undefined
  forget(page: string): void
  /** Nobody is signed in any more. */
  forgetAll(): void
  /** Whether the posted form was made for this reader. */
  isOf(reader: string | undefined): boolean
}

/** One request of a browser, as the portal sees it. */
export type PortalRequest = {
  method: 'GET' | 'POST'
  path: string
  query: URLSearchParams
  /** The fields of a posted form. */
  fields: URLSearchParams
  /** The language that this browser chose, or else accepts. */
  language: { chosen: string | undefined; accepted: string | undefined }
  /** Returns the form token for this reader's forms; undefined before sign-in. */
  formToken(reader: string | undefined): string | undefined
  /** Why the posted form does not prove that this browser's page sent it. */
  forged: Reason | undefined
  /** True if the browser sent a session cookie, valid or not. */
  hadSession: boolean
  keptForms: FormKeeper
  isView: boolean
  deskOrigin: string
  /** The masquerade that this host name belongs to; undefined elsewhere, and where all masquerades share one origin. */
  masqueradeId: string | undefined
  utilityName: string
  /** How the utility is reached, by language. */
  help(locale: Locale): HelpLines
  /** Whether people may register, and with what they then sign in. */
  registration: RegistrationMode
  /** Characters that a new password has at least. */
  passwordLength: number
  /** Names of the built stylesheet, icon and islands. */
  assets: {
    css: string
    /** The stylesheet's text, for a browser that does not have it yet. */
    style: string | undefined
    icon: string
    islands: Record<string, string>
  }
  /** Today in the utility's calendar, YYYY-MM-DD. */
  today: string
}

/** The contract's client, which calls the server in the same process. */
export type PortalCalls = {
  /** Reads of one page, in one transaction. */
  read<T>(work: (client: Client) => Promise<T>): Promise<T>
  /** Changes, each in a transaction of its own. */
  call: Client
  /** Throws a refusal and, if somebody is signed in, writes it to the record. */
  refuse(reason: Reason): Promise<never>
}

export type PortalResponse = {
  status: number
  html?: string
  /** A file to save, instead of a page. */
  file?: SavedFile
  /** Where to go on (303). */
  location?: string
  /** The language that this browser chose. */
  language?: string
}

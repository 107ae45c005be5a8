import { signal } from '@preact/signals'
import { sealer } from './seal.ts'

/** The values of a form by field name; a check box is true or false. */
export type DraftFields = Readonly<Record<string, string | boolean>>

/** What a CSR typed and has neither saved nor deleted. */
export type Draft = {
  draftId: string
  /** Names the form that shows the draft, as `note 1000000016`. */
  subject: string
  /** Describes the draft in the list of drafts. */
  title: string
  /** The address of the screen where it was typed. */
  place: string
  /** Only the fields that differ from the form's initial values. */
  fields: DraftFields
  /** Milliseconds since 1970. */
  changedAt: number
}

/** This CSR's drafts in this browser, by id. */
export const drafts = signal<ReadonlyMap<string, Draft>>(new Map())
/** Whether the browser refused to store the last change: its storage is full or turned off. */
export const isStorageFull = signal(false)

/** Typed text is personal data, so a draft without a change is removed after thirty days. */
export const keptForMs = 30 * 24 * 3600 * 1000

type Listener = (change: { draftId: string; before: Draft | undefined; after: Draft | undefined }) => void
const listeners = new Set<Listener>()
const family = 'draft '

let keep: (draft: Draft) => void = () => {}
let remove: (draftId: string) => void = () => {}

/** Calls the listener when another tab of this browser changes a draft. Returns a function that stops it. */
export function onOtherTab(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Stores a draft, in place of the previous one with its id. */
export const keepDraft = (draft: Draft): void => keep(draft)
export const dropDraft = (draftId: string): void => remove(draftId)

/** Returns the newest draft about a subject. */
export function draftAbout(subject: string): Draft | undefined {
  return [...drafts.peek().values()]
    .filter((draft) => draft.subject === subject)
    .reduce<Draft | undefined>(
      (newest, draft) => (newest && newest.changedAt > draft.changedAt ? newest : draft),
      undefined,
    )
}

type Options = {
  storage: Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>
  /** Encryption key (32 bytes, base64url). The server gives it only to this CSR's pages. */
  key: string
  /** Keys under which earlier drafts may be sealed, while the installation's key is being changed. */
  otherKeys?: readonly string[]
  csrId: string
  now?: () => number
}

/**
 * Reads this CSR's drafts, and removes every CSR's expired drafts. Each draft is one entry in the browser's storage: its time is
 * readable, everything else is encrypted with the CSR's key. Returns the handler for changes that other tabs make.
 */
export function openDrafts({ storage, key, otherKeys = [], csrId, now = Date.now }: Options) {
  const { seal, open } = sealer(key, otherKeys)
  const prefix = `${family}${csrId} `
  const nameOf = (draftId: string) => prefix + draftId

  const parse = (name: string, value: string | null): Draft | undefined => {
    const text = value === null ? undefined : open(value.slice(value.indexOf(' ') + 1), name)
    return text === undefined ? undefined : (JSON.parse(text) as Draft)
  }
  const store = (name: string, draft: Draft) =>
    storage.setItem(name, `${draft.changedAt} ${seal(JSON.stringify(draft), name)}`)
  const put = (draftId: string, draft: Draft | undefined) => {
    const next = new Map(drafts.peek())
    if (draft) next.set(draftId, draft)
    else next.delete(draftId)
    drafts.value = next
  }

  const names = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '')
  const stored = new Map<string, Draft>()
  for (const name of names.filter((one) => one.startsWith(family))) {
    const value = storage.getItem(name)
    const changedAt = Number(value?.split(' ')[0])
    if (!(now() - changedAt < keptForMs)) storage.removeItem(name)
    else if (name.startsWith(prefix)) {
      const draft = parse(name, value)
      if (draft) stored.set(draft.draftId, draft)
    }
  }
  drafts.value = stored
  // Drafts that are sealed under the key before are sealed under the current one before that key is dropped.
  if (otherKeys.length > 0)
    try {
      for (const draft of stored.values()) store(nameOf(draft.draftId), draft)
    } catch {
      isStorageFull.value = true
    }

  keep = (draft) => {
    put(draft.draftId, draft)
    const name = nameOf(draft.draftId)
    try {
      store(name, draft)
      isStorageFull.value = false
    } catch {
      isStorageFull.value = true
    }
  }
  remove = (draftId) => {
    put(draftId, undefined)
    storage.removeItem(nameOf(draftId))
  }
  return {
    /** Applies the change that another tab made to the entry `name`. */
    onStorage(name: string | null, value: string | null) {
      if (!name?.startsWith(prefix)) return
      const draftId = name.slice(prefix.length)
      const before = drafts.peek().get(draftId)
      const after = parse(name, value)
      put(draftId, after)
      for (const listener of listeners) listener({ draftId, before, after })
    },
  }
}

/** Returns a new id. Browsers offer `crypto.randomUUID` only on https and localhost. */
export function newDraftId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (Number(bytes[6]) & 0x0f) | 0x40
  bytes[8] = (Number(bytes[8]) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

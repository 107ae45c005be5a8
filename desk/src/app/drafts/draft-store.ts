import { signal } from '@preact/signals'
import { sealer } from './seal.ts'

/** What was typed into a form: by the name of its field; a tick is true or false. */
export type DraftFields = Readonly<Record<string, string | boolean>>

/** What a CSR has typed and neither saved nor thrown away. */
export type Draft = {
  draftId: string
  /** What it is about, as `note 1000000016`: the form that shows it. */
  subject: string
  /** What it is, in words, for the list of drafts. */
  title: string
  /** The address of the screen where it was typed. */
  place: string
  /** Those that differ from what the screen put there. */
  fields: DraftFields
  /** Milliseconds since 1970. */
  changedAt: number
}

/** This CSR's drafts in this browser, by their ids. */
export const drafts = signal<ReadonlyMap<string, Draft>>(new Map())
/** Whether the browser refused to keep the last letter: its storage is full or switched off. */
export const isStorageFull = signal(false)

/** Typed text is personal data: what nobody came back to is removed after thirty days. */
export const keptForMs = 30 * 24 * 3600 * 1000

type Listener = (change: { draftId: string; before: Draft | undefined; after: Draft | undefined }) => void
const listeners = new Set<Listener>()
const family = 'draft '

let keep: (draft: Draft) => void = () => {}
let remove: (draftId: string) => void = () => {}

/** Hears of drafts that another tab of this browser changed; returns how to stop. */
export function onOtherTab(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Keeps a draft in place of what was kept under its id. */
export const keepDraft = (draft: Draft): void => keep(draft)
export const dropDraft = (draftId: string): void => remove(draftId)

/** Returns the newest draft about something. */
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
  /** Which only this CSR's pages are given. */
  key: string
  csrId: string
  now?: () => number
}

/**
 * Reads this CSR's drafts, and removes anybody's that are too old. Each is an entry of its own in the browser's storage, its time
 * readable, all else sealed with the CSR's key. Returns what to do when another tab changes the storage.
 */
export function openDrafts({ storage, key, csrId, now = Date.now }: Options) {
  const { seal, open } = sealer(key)
  const prefix = `${family}${csrId} `
  const nameOf = (draftId: string) => prefix + draftId

  const parse = (name: string, value: string | null): Draft | undefined => {
    const text = value === null ? undefined : open(value.slice(value.indexOf(' ') + 1), name)
    return text === undefined ? undefined : (JSON.parse(text) as Draft)
  }
  const put = (draftId: string, draft: Draft | undefined) => {
    const next = new Map(drafts.peek())
    if (draft) next.set(draftId, draft)
    else next.delete(draftId)
    drafts.value = next
  }

  const names = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '')
  const found = new Map<string, Draft>()
  for (const name of names.filter((one) => one.startsWith(family))) {
    const value = storage.getItem(name)
    const changedAt = Number(value?.split(' ')[0])
    if (!(now() - changedAt < keptForMs)) storage.removeItem(name)
    else if (name.startsWith(prefix)) {
      const draft = parse(name, value)
      if (draft) found.set(draft.draftId, draft)
    }
  }
  drafts.value = found

  keep = (draft) => {
    put(draft.draftId, draft)
    const name = nameOf(draft.draftId)
    try {
      storage.setItem(name, `${draft.changedAt} ${seal(JSON.stringify(draft), name)}`)
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
    /** Takes over what another tab did to the entry `name`. */
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

/** Returns a new id. `crypto.randomUUID` is not there on a plain http address of another machine. */
export function newDraftId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (Number(bytes[6]) & 0x0f) | 0x40
  bytes[8] = (Number(bytes[8]) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

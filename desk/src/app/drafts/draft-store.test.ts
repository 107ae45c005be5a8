import { beforeEach, expect, test } from 'vitest'
import {
  type Draft,
  draftAbout,
  drafts,
  dropDraft,
  isStorageFull,
  keepDraft,
  keptForMs,
  newDraftId,
  onOtherTab,
  openDrafts,
} from './draft-store.ts'

const keyOf = (csrId: string) => Buffer.alloc(32, csrId).toString('base64url')

class Shelf {
  entries = new Map<string, string>()
  isFull = false
  get length() {
    return this.entries.size
  }
  key = (at: number) => [...this.entries.keys()][at] ?? null
  getItem = (name: string) => this.entries.get(name) ?? null
  setItem = (name: string, value: string) => {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError')
    this.entries.set(name, value)
  }
  removeItem = (name: string) => void this.entries.delete(name)
}

let storage: Shelf
const now = Date.parse('2026-11-30T12:00:00Z')
const open = (csrId: string, at = now) => openDrafts({ storage, key: keyOf(csrId), csrId, now: () => at })
const draft = (more: Partial<Draft> = {}): Draft => ({
  draftId: newDraftId(),
  subject: 'note 1000000016',
  title: 'Contact note',
  place: '/accounts/1000000016',
  fields: { note: 'Asked for Señor Álvarez ⚡', kind: '1' },
  changedAt: now,
  ...more,
})
beforeEach(() => {
  storage = new Shelf()
})

test('keeps a draft over a reload, as it was typed', () => {
  open('amara.okafor')
  const typed = draft()
  keepDraft(typed)
  open('amara.okafor')
  expect(draftAbout(typed.subject)).toEqual(typed)
  dropDraft(typed.draftId)
  open('amara.okafor')
  expect(drafts.value.size).toBe(0)
  expect(storage.length).toBe(0)
})

test('hides a draft from another CSR at the same computer, and does not delete it', () => {
  open('amara.okafor')
  keepDraft(draft())
  const rest = [...storage.entries].join()
  for (const word of ['Asked', 'lvarez', '1000000016', 'Contact note']) expect(rest).not.toContain(word)
  open('tom.becker')
  expect(drafts.value.size).toBe(0)
  open('amara.okafor')
  expect(drafts.value.size).toBe(1)
})

test('ignores an entry that was moved to another CSR’s name or was tampered with', () => {
  open('amara.okafor')
  keepDraft(draft())
  const [[name, value] = ['', '']] = [...storage.entries]
  storage.setItem(name.replace('amara.okafor', 'tom.becker'), value)
  storage.setItem(`${name}x`, value)
  storage.setItem(name, `${value.slice(0, -4)}AAA=`)
  for (const csrId of ['tom.becker', 'amara.okafor']) {
    open(csrId)
    expect(drafts.value.size).toBe(0)
  }
})

test('removes every CSR’s drafts after thirty days without a change, at any CSR’s sign-in', () => {
  open('amara.okafor')
  keepDraft(draft())
  storage.setItem('draft kenji.sato x', 'not a time')
  storage.setItem('letter-keys', 'off')
  open('tom.becker', now + keptForMs - 1)
  expect(storage.length).toBe(2)
  open('tom.becker', now + keptForMs)
  expect([...storage.entries.keys()]).toEqual(['letter-keys'])
})

test('returns the newest draft about a subject', () => {
  open('amara.okafor')
  const newer = draft({ changedAt: now + 5 })
  for (const one of [
    draft(),
    newer,
    draft({ changedAt: now + 2 }),
    draft({ subject: 'x', changedAt: now + 9 }),
  ])
    keepDraft(one)
  expect(draftAbout('note 1000000016')).toEqual(newer)
  expect(draftAbout('nothing')).toBeUndefined()
})

test('follows what another tab keeps or deletes, but not another CSR’s entries', () => {
  const { onStorage } = open('amara.okafor')
  const typed = draft()
  keepDraft(typed)
  const [[name, value] = ['', '']] = [...storage.entries]
  const heard: unknown[] = []
  const stop = onOtherTab((change) => heard.push(change))
  onStorage(name, null)
  onStorage(name, value)
  onStorage(name.replace('amara.okafor', 'tom.becker'), value)
  onStorage('letter-keys', 'off')
  onStorage(null, null)
  stop()
  onStorage(name, null)
  expect(heard).toEqual([
    { draftId: typed.draftId, before: typed, after: undefined },
    { draftId: typed.draftId, before: undefined, after: typed },
  ])
  expect(drafts.value.size).toBe(0)
})

test('reports full storage until there is room again', () => {
  open('amara.okafor')
  storage.isFull = true
  const typed = draft()
  keepDraft(typed)
  expect(isStorageFull.value).toBe(true)
  expect(draftAbout(typed.subject)).toEqual(typed)
  storage.isFull = false
  keepDraft(typed)
  expect(isStorageFull.value).toBe(false)
})

test('creates ids that are random UUIDs of version 4', () => {
  const ids = Array.from({ length: 50 }, newDraftId)
  expect(new Set(ids).size).toBe(50)
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('while the installation changes its key, a draft of the key before is read and sealed under the new one', () => {
  open('amara.okafor')
  const kept = draft()
  keepDraft(kept)
  const changed = (otherKeys: string[]) =>
    openDrafts({ storage, key: keyOf('the new key'), otherKeys, csrId: 'amara.okafor', now: () => now })
  changed([keyOf('amara.okafor')])
  expect(drafts.value.get(kept.draftId)).toEqual(kept)
  // The key before is dropped.
  changed([])
  expect(drafts.value.get(kept.draftId)).toEqual(kept)
})

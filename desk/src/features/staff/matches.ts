import type { CsrRow } from './staff.ts'

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Returns whether every word of the typed text is in a name, a user name, a mail address or a group of this CSR. */
export function matches(row: CsrRow, typed: string): boolean {
  const all = plain([row.name, row.csrId, row.email, ...row.groups.map(({ name }) => name)].join(' '))
  return plain(typed)
    .split(/\s+/)
    .every((part) => all.includes(part))
}

import type { Contact } from './contact.ts'

/** Merges two lists of contacts without duplicates, newest first. */
export function mergedContacts(first: readonly Contact[], more: readonly Contact[]): Contact[] {
  const all = new Map([...more, ...first].map((contact) => [contact.customerContactId, contact]))
  return [...all.values()].sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at) || b.customerContactId - a.customerContactId,
  )
}

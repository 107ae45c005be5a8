import type { Contact } from './contact.ts'

/** Both lists as one, each contact once, the newest first. */
export function mergedContacts(first: readonly Contact[], more: readonly Contact[]): Contact[] {
  const all = new Map([...more, ...first].map((contact) => [contact.customerContactId, contact]))
  return [...all.values()].sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at) || b.customerContactId - a.customerContactId,
  )
}

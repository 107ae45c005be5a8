import { settings } from '@porchlight/contract/settings.ts'

export type ContactKind = { contactClass: string; contactType: string }

/** What the note after a masquerade is. It is the desk's own, whatever the utility lists. */
export const afterMasquerade: ContactKind = { contactClass: 'support', contactType: 'masquerade' }

/** Returns the kinds as the setting keeps them (`class: type`), the shipped ones where it was never set. */
export function kindsOf(setting: unknown): ContactKind[] {
  const kinds = Array.isArray(setting) ? setting.map(String) : settings['contacts.kinds'].default
  return kinds.flatMap((kind) => {
    const [contactClass, contactType] = kind.split(': ')
    return contactClass && contactType ? [{ contactClass, contactType }] : []
  })
}

/** Returns the field that is wrong with a kind: a class that is not listed, or a type that is none of its class. */
export function wrongPart(kinds: readonly ContactKind[], kind: ContactKind): keyof ContactKind | undefined {
  const ofClass = kinds.filter(({ contactClass }) => contactClass === kind.contactClass)
  if (ofClass.length === 0) return 'contactClass'
  return ofClass.some(({ contactType }) => contactType === kind.contactType) ? undefined : 'contactType'
}

import type { Case } from './case.ts'
import type { Families } from './family.ts'
import { theAccount, thePerson, thePremise } from './right-rows.ts'

/** Returns a telephone as people write it. */
function phoneAsSaid(normalised: string, { dice }: Case): string {
  const [area, exchange, line] = [normalised.slice(2, 5), normalised.slice(5, 8), normalised.slice(8)]
  return dice.pick([
    `${area}${exchange}${line}`,
    `(${area}) ${exchange}-${line}`,
    `${area}-${exchange}-${line}`,
    `${area}.${exchange}.${line}`,
    `+1 ${area} ${exchange} ${line}`,
    `1-${area}-${exchange}-${line}`,
  ])
}

export function accountAsSaid({ account, dice }: Case): string {
  const digits = String(account.accountId)
  return dice.chance(0.5) ? digits : `${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8)}`
}

export function phoneSaid(subject: Case): string | null {
  const phones = subject.person.contacts.filter(({ type }) => type !== 'email')
  return phones.length > 0 ? phoneAsSaid(subject.dice.pick(phones).normalised, subject) : null
}

export const emailOf = ({ person }: Case) =>
  person.contacts.find(({ type }) => type === 'email')?.written ?? null

/** Families that are found by one complete value. */
export const exactFamilies: Families = {
  'account-id': (subject) => ({
    body: { accountId: accountAsSaid(subject) },
    isHit: theAccount(subject.account.accountId),
  }),
  email: (subject) => {
    const contact = emailOf(subject)
    if (contact === null) return null
    return {
      body: { contact: subject.dice.chance(0.2) ? contact.toUpperCase() : contact },
      isHit: thePerson(subject.person.personId),
    }
  },
  phone: (subject) => {
    const contact = phoneSaid(subject)
    return contact === null ? null : { body: { contact }, isHit: thePerson(subject.person.personId) }
  },
  identifier: ({ person, dice }) => {
    const [stored] = person.identifiers
    if (!stored) return null
    const identifier = dice.chance(0.3) ? stored.value.replaceAll('-', ' ').toLowerCase() : stored.value
    const type = dice.chance(0.5) ? { identifierType: stored.type } : {}
    return { body: { ...type, identifier }, isHit: thePerson(person.personId) }
  },
  'web-user': ({ person: { webUser, personId }, dice }) => {
    if (!webUser) return null
    return {
      body: { webUser: dice.chance(0.5) ? webUser.userName : webUser.email },
      isHit: thePerson(personId),
    }
  },
  parcel: ({ premise, dice }) => {
    if (premise.parcel === null) return null
    const type = dice.chance(0.5) ? { geographicType: 'parcel' } : {}
    return { body: { ...type, geographicValue: premise.parcel }, isHit: thePremise(premise.premiseId) }
  },
}

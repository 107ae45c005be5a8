import { line1 } from '../town/household.ts'
import { saidName } from '../town/town.ts'
import { accountAsSaid, emailOf, phoneSaid } from './exact-families.ts'
import type { Families, MakeQuery } from './family.ts'
import { humanName } from './name-families.ts'
import { atAddress, called, nameBegins, theAccount, thePerson } from './right-rows.ts'
import type { Typist } from './typist.ts'

const shortTypes: Record<string, string> = { 'driver-licence': 'dl', 'tax-id': 'ssn', passport: 'passport' }

/** Mixes ten kinds of text for the search box: the search does not know in advance what the CSR types. */
export function oneBox(typist: Typist): Families {
  const box = (text: string) => ({ box: text })
  const kinds: MakeQuery[] = [
    (subject) => ({ body: box(accountAsSaid(subject)), isHit: theAccount(subject.account.accountId) }),
    (subject) => {
      const email = emailOf(subject)
      return email === null ? null : { body: box(email), isHit: thePerson(subject.person.personId) }
    },
    (subject) => {
      const phone = phoneSaid(subject)
      return phone === null ? null : { body: box(phone), isHit: thePerson(subject.person.personId) }
    },
    ({ person }) => {
      const [identifier] = person.identifiers
      if (!identifier) return null
      return {
        body: box(`${shortTypes[identifier.type]}:${identifier.value}`),
        isHit: thePerson(person.personId),
      }
    },
    ({ person }) => ({ body: box(saidName(person.name)), isHit: called(saidName(person.name)) }),
    (subject) => {
      const name = humanName(subject)
      if (!name || !/^[a-z]{4,}$/i.test(name.surname)) return null
      const typed = `${name.given} ${typist.typo(name.surname.toLowerCase(), subject.dice)}`
      return { body: box(typed), isHit: called(name.full) }
    },
    ({ person, premise }) => ({
      body: box(`${line1(premise)} ${saidName(person.name)}`.toLowerCase()),
      isHit: thePerson(person.personId),
    }),
    ({ premise }) => ({ body: box(`${line1(premise)}, ${premise.city}`), isHit: atAddress(premise) }),
    ({ person: { webUser, personId } }) =>
      webUser ? { body: box(webUser.userName), isHit: thePerson(personId) } : null,
    ({ person, dice }) => {
      const name = saidName(person.name)
      const typed = name.slice(0, 4 + dice.below(Math.max(1, name.length - 4))).trim()
      return { body: box(typed), isHit: nameBegins(typed) }
    },
  ]
  return { 'one-box': (subject) => subject.dice.pick(kinds)(subject) }
}

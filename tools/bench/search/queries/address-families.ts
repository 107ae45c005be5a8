import { line1, type Premise } from '../town/household.ts'
import { saidName } from '../town/town.ts'
import type { Families } from './family.ts'
import { humanName } from './name-families.ts'
import { atAddress, onStreet, thePerson, thePremise } from './right-rows.ts'
import type { Typist } from './typist.ts'

const spelledOut: Record<string, string> = {
  St: 'Street',
  Ave: 'Avenue',
  Rd: 'Road',
  Dr: 'Drive',
  Ln: 'Lane',
  Ct: 'Court',
  Pl: 'Place',
  Blvd: 'Boulevard',
  Cir: 'Circle',
  Ter: 'Terrace',
  Pkwy: 'Parkway',
  N: 'North',
  S: 'South',
  E: 'East',
  W: 'West',
}

const spelled = (street: string) => street.replace(/\b[A-Z]\w*\b/g, (word) => spelledOut[word] ?? word)

/** Returns the street with one wrong letter in its longest word, or null if no word is long enough. */
function mistypedStreet(premise: Premise, typo: (word: string) => string): string | null {
  const words = line1(premise).toLowerCase().split(' ')
  const longest = words.filter((word) => /^[a-z]+$/.test(word)).sort((a, b) => b.length - a.length)[0] ?? ''
  return longest.length < 4 ? null : words.map((word) => (word === longest ? typo(word) : word)).join(' ')
}

/** Families of addresses, alone or with a name. With a name only the intended person is right. */
export function addressFamilies(typist: Typist): Families {
  return {
    'name-address': ({ person, premise }) => ({
      body: { name: saidName(person.name), street: line1(premise) },
      isHit: thePerson(person.personId),
    }),
    'name-address-typos': (subject) => {
      const { person, premise, dice } = subject
      const name = humanName(subject)
      const street = mistypedStreet(premise, (word) => typist.typo(word, dice))
      if (!name || street === null || !/^[a-z]{4,}$/i.test(name.surname)) return null
      const typed = `${name.given} ${typist.typo(name.surname.toLowerCase(), dice)}`
      return { body: { name: typed, street }, isHit: thePerson(person.personId) }
    },
    'name-postal-code': ({ person, premise }) => ({
      body: { name: saidName(person.name), postalCode: premise.postalCode },
      isHit: thePerson(person.personId),
    }),
    'name-city': ({ person, premise }) => ({
      body: { name: saidName(person.name), city: premise.city },
      isHit: thePerson(person.personId),
    }),
    alias: ({ person, premise }) => {
      const [alias] = person.aliases
      if (!alias) return null
      return {
        body: { name: saidName(alias), postalCode: premise.postalCode },
        isHit: thePerson(person.personId),
      }
    },
    'compound-surname-half': (subject) => {
      const { person, premise, dice } = subject
      const name = humanName(subject)
      const halves = name?.surname.split(/[ -]/) ?? []
      // A particle is not half a surname: nobody is called only 'van'.
      if (!name || halves.length !== 2 || halves.some((half) => !/^[A-Z]\w{2}/.test(half))) return null
      return {
        body: { name: `${name.given} ${dice.pick(halves)}`, postalCode: premise.postalCode },
        isHit: thePerson(person.personId),
      }
    },
    street: ({ premise, dice }) => ({
      body: { street: dice.chance(0.5) ? premise.street : spelled(premise.street) },
      isHit: onStreet(premise),
    }),
    'house-street': ({ premise, dice }) => ({
      body: { street: dice.chance(0.5) ? line1(premise) : spelled(line1(premise)), city: premise.city },
      isHit: atAddress(premise),
    }),
    'house-street-typo': ({ premise, dice }) => {
      const street = mistypedStreet(premise, (word) => typist.typo(word, dice))
      return street === null ? null : { body: { street, city: premise.city }, isHit: atAddress(premise) }
    },
    unit: ({ premise, dice }) => {
      if (premise.unit === '') return null
      const typed = `${line1(premise)} ${dice.pick(['apt', 'unit', '#'])} ${premise.unit}`.replace('# ', '#')
      return { body: { street: typed, city: premise.city }, isHit: thePremise(premise.premiseId) }
    },
  }
}

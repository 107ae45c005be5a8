import type { Dice } from '../dice.ts'
import { testDataLines } from '../test-data.ts'
import type { Name } from '../town/household.ts'
import { saidName } from '../town/town.ts'
import type { Case } from './case.ts'
import type { Families, MakeQuery } from './family.ts'
import { called, nameBegins, plain, thePerson } from './right-rows.ts'
import type { Typist } from './typist.ts'

/** A human's given name and surname as they are said; null of an organization. */
export function humanName({ person: { name } }: { person: { name: Name } }) {
  if (name.surname === null || !name.given) return null
  return { given: name.given.replace(/ [A-Z]$/, ''), surname: name.surname, full: saidName(name) }
}

/** By name alone: any namesake is right. */
const byName = (name: string, { person }: Case) => ({
  body: { name },
  isHit: called(saidName(person.name)),
  isThePerson: thePerson(person.personId),
})

const isPlainWord = (word: string) => /^[a-z]+$/i.test(word)

function nicknames(): Map<string, string[]> {
  const known = new Map<string, string[]>()
  for (const line of testDataLines('nicknames/names.csv').slice(1)) {
    const [name = '', , nickname = ''] = line.split(',')
    known.set(name, [...(known.get(name) ?? []), nickname])
  }
  return known
}

/** Names as callers say them, right or wrong. */
export function nameFamilies(typist: Typist, isName: (word: string) => boolean): Families {
  const known = nicknames()

  /** Mistypes one word, or several; what is a name of its own then is no mistake that anyone could see. */
  const mistyped =
    (least: number, mistake: (word: string, dice: Dice) => string | null): MakeQuery =>
    (asked) => {
      const name = humanName(asked)
      if (!name) return null
      const words = [name.given, name.surname].map((word) => word.toLowerCase())
      const long = words.filter((word) => word.length >= least && isPlainWord(word))
      if (long.length === 0) return null
      const right = asked.dice.pick(long)
      const wrong = mistake(right, asked.dice)
      if (wrong === null || isName(wrong)) return null
      return byName(words.map((word) => (word === right ? wrong : word)).join(' '), asked)
    }

  return {
    'name-prefix': (asked) => {
      const name = saidName(asked.person.name)
      const typed = name.slice(0, 3 + asked.dice.below(Math.max(1, name.length - 3))).trim()
      return { body: { name: typed }, isHit: nameBegins(typed) }
    },
    'full-name': (asked) => (humanName(asked) ? byName(saidName(asked.person.name), asked) : null),
    'swapped-name': (asked) => {
      const name = humanName(asked)
      if (!name) return null
      return byName(`${name.surname}${asked.dice.chance(0.5) ? ',' : ''} ${name.given}`, asked)
    },
    titled: (asked) => {
      const name = humanName(asked)
      if (!name) return null
      const { dice } = asked
      return byName(
        dice.chance(0.5)
          ? `${dice.pick(['Mr', 'Mrs.', 'Ms', 'Dr.'])} ${name.full}`
          : `${name.full} ${dice.pick(['Jr', 'Sr.', 'III', 'PhD'])}`,
        asked,
      )
    },
    initial: (asked) => {
      const name = humanName(asked)
      if (!name) return null
      const typed = `${name.given.slice(0, 1)} ${name.surname}`
      return { body: { name: typed }, isHit: nameBegins(typed) }
    },
    nickname: (asked) => {
      const name = humanName(asked)
      const short = known.get(plain(name?.given ?? ''))
      return name && short ? byName(`${asked.dice.pick(short)} ${name.surname}`, asked) : null
    },
    'one-typo': mistyped(4, (word, dice) => typist.typo(word, dice)),
    'two-typos-one-word': mistyped(6, (word, dice) => typist.twoTypos(word, dice)),
    'two-typos': (asked) => {
      const name = humanName(asked)
      if (!name || !isPlainWord(name.given) || !isPlainWord(name.surname)) return null
      const words = [name.given.toLowerCase(), name.surname.toLowerCase()] as const
      if (words.some((word) => word.length < 4)) return null
      const typed = words.map((word) => typist.typo(word, asked.dice))
      return typed.some(isName) ? null : byName(typed.join(' '), asked)
    },
    'first-letter-typo': mistyped(4, (word, dice) => typist.firstLetterTypo(word, dice)),
    'as-heard': mistyped(5, (word, dice) => typist.heard(word, dice)),
    'joined-surname': (asked) => {
      const name = humanName(asked)
      if (!name || isPlainWord(name.surname)) return null
      return byName(
        `${name.given} ${name.surname.replace(/[' -]/g, asked.dice.chance(0.5) ? '' : ' ')}`,
        asked,
      )
    },
    organisation: ({ person, dice }) => {
      const { organisation } = person.name
      if (organisation === null) return null
      // Without its form of business it may be any firm whose name begins so.
      const isWhole = dice.chance(0.5)
      const typed = isWhole ? organisation : organisation.replace(/ \S+$/, '')
      return {
        body: { name: typed },
        isHit: isWhole ? called(organisation) : nameBegins(typed),
        isThePerson: thePerson(person.personId),
      }
    },
    'organisation-abbreviated': ({ person }) => {
      const { organisation } = person.name
      const typed = organisation?.replace(/\w+/g, (word) => abbreviations[word] ?? word)
      if (!typed || typed === organisation) return null
      return {
        body: { name: typed },
        isHit: called(organisation ?? ''),
        isThePerson: thePerson(person.personId),
      }
    },
  }
}

/** How people shorten the words of firms' names. */
const abbreviations: Record<string, string> = {
  Company: 'Co',
  Corporation: 'Corp',
  Services: 'Svcs',
  Limited: 'Ltd',
  Association: 'Assn',
  Saint: 'St.',
  Hospital: 'Hosp',
  School: 'Sch',
  National: 'Natl',
  American: 'Amer',
  Center: 'Ctr',
  Manufacturing: 'Mfg',
  Construction: 'Constr',
  Insurance: 'Ins',
  Apartments: 'Apts',
  Properties: 'Props',
}

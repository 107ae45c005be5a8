import type { Dice } from '../dice.ts'
import { testDataLines } from '../test-data.ts'
import type { Name } from '../town/household.ts'
import { saidName } from '../town/town.ts'
import type { Case } from './case.ts'
import type { Families, MakeQuery } from './family.ts'
import { called, nameBegins, plain, thePerson } from './right-rows.ts'
import type { Typist } from './typist.ts'

/** Returns a person's given name and surname as people say them, or null for an organization. */
export function humanName({ person: { name } }: { person: { name: Name } }) {
  if (name.surname === null || !name.given) return null
  return { given: name.given.replace(/ [A-Z]$/, ''), surname: name.surname, full: saidName(name) }
}

/** Families by name alone: any person of that name is right. */
const byName = (name: string, { person }: Case) => ({
  body: { name },
  isHit: called(saidName(person.name)),
  isThePerson: thePerson(person.personId),
})

const isPlainWord = (word: string) => /^[a-z]+$/i.test(word)

function nicknames(): Map<string, string[]> {
  const nicknamesOf = new Map<string, string[]>()
  for (const line of testDataLines('nicknames/names.csv').slice(1)) {
    const [name = '', , nickname = ''] = line.split(',')
    nicknamesOf.set(name, [...(nicknamesOf.get(name) ?? []), nickname])
  }
  return nicknamesOf
}

/** Families of names as callers say them, right or wrong. */
export function nameFamilies(typist: Typist, isName: (word: string) => boolean): Families {
  const nicknamesByName = nicknames()

  /** Mistypes one or several words, but never into another existing name, which would not look like a mistake. */
  const mistyped =
    (least: number, mistake: (word: string, dice: Dice) => string | null): MakeQuery =>
    (subject) => {
      const name = humanName(subject)
      if (!name) return null
      const words = [name.given, name.surname].map((word) => word.toLowerCase())
      const long = words.filter((word) => word.length >= least && isPlainWord(word))
      if (long.length === 0) return null
      const right = subject.dice.pick(long)
      const wrong = mistake(right, subject.dice)
      if (wrong === null || isName(wrong)) return null
      return byName(words.map((word) => (word === right ? wrong : word)).join(' '), subject)
    }

  return {
    'name-prefix': (subject) => {
      const name = saidName(subject.person.name)
      const typed = name.slice(0, 3 + subject.dice.below(Math.max(1, name.length - 3))).trim()
      return { body: { name: typed }, isHit: nameBegins(typed) }
    },
    'full-name': (subject) => (humanName(subject) ? byName(saidName(subject.person.name), subject) : null),
    'swapped-name': (subject) => {
      const name = humanName(subject)
      if (!name) return null
      return byName(`${name.surname}${subject.dice.chance(0.5) ? ',' : ''} ${name.given}`, subject)
    },
    titled: (subject) => {
      const name = humanName(subject)
      if (!name) return null
      const { dice } = subject
      return byName(
        dice.chance(0.5)
          ? `${dice.pick(['Mr', 'Mrs.', 'Ms', 'Dr.'])} ${name.full}`
          : `${name.full} ${dice.pick(['Jr', 'Sr.', 'III', 'PhD'])}`,
        subject,
      )
    },
    initial: (subject) => {
      const name = humanName(subject)
      if (!name) return null
      const typed = `${name.given.slice(0, 1)} ${name.surname}`
      return { body: { name: typed }, isHit: nameBegins(typed) }
    },
    nickname: (subject) => {
      const name = humanName(subject)
      const short = nicknamesByName.get(plain(name?.given ?? ''))
      return name && short ? byName(`${subject.dice.pick(short)} ${name.surname}`, subject) : null
    },
    'one-typo': mistyped(4, (word, dice) => typist.typo(word, dice)),
    'two-typos-one-word': mistyped(6, (word, dice) => typist.twoTypos(word, dice)),
    'two-typos': (subject) => {
      const name = humanName(subject)
      if (!name || !isPlainWord(name.given) || !isPlainWord(name.surname)) return null
      const words = [name.given.toLowerCase(), name.surname.toLowerCase()] as const
      if (words.some((word) => word.length < 4)) return null
      const typed = words.map((word) => typist.typo(word, subject.dice))
      return typed.some(isName) ? null : byName(typed.join(' '), subject)
    },
    'first-letter-typo': mistyped(4, (word, dice) => typist.firstLetterTypo(word, dice)),
    'as-heard': mistyped(5, (word, dice) => typist.heard(word, dice)),
    'joined-surname': (subject) => {
      const name = humanName(subject)
      if (!name || isPlainWord(name.surname)) return null
      return byName(
        `${name.given} ${name.surname.replace(/[' -]/g, subject.dice.chance(0.5) ? '' : ' ')}`,
        subject,
      )
    },
    organisation: ({ person, dice }) => {
      const { organisation } = person.name
      if (organisation === null) return null
      // Without its form of business (LLC), any firm whose name begins like this is right.
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

/** Common abbreviations of words in firms' names. */
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

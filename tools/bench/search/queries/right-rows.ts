import type { Row } from '../query.ts'
import { line1, type Premise } from '../town/household.ts'

/** Returns letters and digits only, without accents: 'Mary J. O'Neil-Peña' becomes 'maryjoneilpena'. */
export const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

/** Returns the words without accents and middle initial, as they are spoken. */
const saidWords = (name: string) =>
  name.split(/\s+/).filter((word, at, all) => at === 0 || at === all.length - 1 || word.length > 1)

/** Accepts only the person with this key. */
export const thePerson = (...personIds: number[]) => {
  const wanted = new Set(personIds)
  return (row: Row) => row.person !== null && wanted.has(row.person.personId)
}

export const theAccount = (accountId: number) => (row: Row) => row.account?.accountId === accountId

/** Returns the names of a row: the person's name, and the alias by which the row was found. */
const namesOf = ({ person, matches }: Row) => [
  ...(person === null ? [] : [person.name]),
  ...matches.flatMap(({ how, text }) => (how === 'alias' ? [text] : [])),
]

/** Accepts any customer of this name: a CSR who knows only the name cannot tell namesakes apart. */
export const called = (name: string) => {
  const wanted = plain(saidWords(name).join(''))
  return (row: Row) => namesOf(row).some((one) => plain(saidWords(one).join('')) === wanted)
}

const nameWords = (name: string) => name.split(/[\s'-]+/).map(plain)

/** Accepts a customer whose name has a word that begins with each typed word. */
export const nameBegins = (typed: string) => {
  const wanted = nameWords(typed)
  return (row: Row) =>
    namesOf(row).some((name) => {
      const words = nameWords(name)
      return wanted.every((part) => words.some((word) => word.startsWith(part)))
    })
}

/** Accepts any premise of this street. */
export const onStreet = ({ street }: Premise) => {
  const wanted = street.toLowerCase()
  return (row: Row) => {
    const [written = ''] = row.premise?.address.split(',') ?? []
    return written.toLowerCase().replace(/^\d+ /, '') === wanted
  }
}

/** Accepts any premise of this house, street and city. */
export const atAddress = (premise: Premise) => {
  const wanted = line1(premise).toLowerCase()
  return (row: Row) => {
    const [written = '', ...more] = row.premise?.address.split(', ') ?? []
    return written.toLowerCase() === wanted && more.includes(premise.city)
  }
}

export const thePremise = (premiseId: number) => (row: Row) => row.premise?.premiseId === premiseId

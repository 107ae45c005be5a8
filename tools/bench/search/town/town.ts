import { Dice } from '../dice.ts'
import type { WeightedList } from '../weighted-list.ts'
import {
  type Account,
  fullName,
  type Household,
  type Identifier,
  type Name,
  type Person,
  type Premise,
} from './household.ts'
import { accountKeys, personKey, premiseKey, webUserKey } from './keys.ts'
import { firmName, NameLists } from './name-lists.ts'
import { type City, cities } from './places.ts'

const mailHosts = [
  'gmail.com',
  'yahoo.com',
  'hotmail.com',
  'outlook.com',
  'aol.com',
  'icloud.com',
  'comcast.net',
  'att.net',
]
const plain = (text: string) =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
const someone = (given: string, surname: string): Name => ({ given, surname, organisation: null })
const firm = (organisation: string): Name => ({ given: null, surname: null, organisation })

/**
 * Generates a utility's customers, with names as frequent as in the census. The same index always gives the same household, so that a query
 * about it can be made without the database. One person in fourteen is an organization.
 */
export class Town {
  readonly #names = new NameLists()
  readonly #cities: WeightedList<City>

  /** @param size number of people; larger towns have more streets */
  constructor(readonly size: number) {
    this.#cities = cities(this.#names, size)
  }

  household(index: number): Household {
    const dice = new Dice(20_261, index)
    return dice.chance(0.1) ? this.#firm(index, dice) : this.#home(index, dice)
  }

  #home(index: number, dice: Dice): Household {
    const [given, surname] = this.#names.whole(dice)
    const persons = [this.#human(index, 0, someone(given, surname), dice)]
    const others: Account['persons'] = []
    const joins = (relationship: string, name: Name) => {
      const person = this.#human(index, persons.length, name, dice)
      persons.push(person)
      others.push({ personId: person.personId, relationship })
    }
    if (dice.chance(0.35))
      joins(
        'spouse',
        someone(this.#names.given(dice), dice.chance(0.85) ? surname : this.#names.surname(dice)),
      )
    if (dice.chance(0.12)) joins('co-tenant', someone(...this.#names.whole(dice)))
    // A few people have no account.
    if (dice.chance(0.01)) return { persons, premises: [], accounts: [] }
    const homes = dice.chance(0.03) ? 2 + dice.below(3) : 1
    const premises = Array.from({ length: homes }, (_, at) => this.#premise(index, at, dice))
    const account = this.#account(index, 0, persons[0], premises, false)
    account.persons.push(...others)
    // One household in eight moved here from the premise where the next household of the list lives now.
    if (dice.chance(0.12)) {
      const former = this.#firstPremise(index - 1)
      if (former)
        account.places.push({ premiseId: former.premiseId, services: former.services, until: '2022-06-30' })
    }
    return { persons, premises, accounts: [account] }
  }

  #firm(index: number, dice: Dice): Household {
    const name = firmName(this.#names, dice)
    const person = this.#person(index, 0, firm(name), dice)
    if (dice.chance(0.2)) person.aliases.push(firm(firmName(this.#names, dice)))
    const count = dice.chance(0.15) ? 2 + dice.below(3) : 1
    const premises = Array.from({ length: count }, (_, at) => this.#premise(index, at, dice))
    const accounts = premises.map((premise, at) => this.#account(index, at, person, [premise], true))
    return { persons: [person], premises, accounts }
  }

  #firstPremise(index: number): Premise | undefined {
    if (index < 0) return undefined
    return this.household(index).premises[0]
  }

  #human(index: number, at: number, name: Name, dice: Dice): Person {
    const person = this.#person(index, at, name, dice)
    if (dice.chance(0.06)) person.aliases.push(someone(name.given ?? '', this.#names.surname(dice)))
    return person
  }

  #person(index: number, at: number, name: Name, dice: Dice): Person {
    const personId = personKey(index, at)
    const letters = name.organisation
      ? plain(name.organisation).slice(0, 24)
      : `${plain(name.given ?? '')}.${plain(name.surname ?? '')}`
    const email = `${letters}${dice.below(10_000)}@${dice.pick(mailHosts)}`
    const contacts: Person['contacts'] = []
    const phone = (type: 'phone' | 'mobile') => {
      const [area, exchange, line] = [201 + dice.below(780), 200 + dice.below(799), dice.digits(4)]
      contacts.push({
        type,
        written: `(${area}) ${exchange}-${line}`,
        normalised: `+1${area}${exchange}${line}`,
      })
    }
    if (dice.chance(0.95)) phone('mobile')
    if (dice.chance(0.3)) phone('phone')
    if (dice.chance(0.75)) contacts.push({ type: 'email', written: email, normalised: email })
    const webUser = dice.chance(0.3)
      ? {
          webUserId: webUserKey(personId),
          userName: `${letters.slice(0, 20)}${personId.toString(36)}`,
          email,
        }
      : null
    return {
      personId,
      name,
      aliases: [],
      contacts,
      identifiers: [identifier(name, dice)],
      webUser,
      sourceKey: null,
    }
  }

  #premise(index: number, at: number, dice: Dice): Premise {
    const city = this.#cities.draw(dice)
    return {
      premiseId: premiseKey(index, at),
      house: String(1 + Math.floor(dice.next() ** 1.7 * 9899)),
      street: city.streets.draw(dice),
      unit: dice.chance(0.22) ? String(1 + dice.below(399)) : '',
      city: city.name,
      region: 'CA',
      postalCode: dice.pick(city.postalCodes),
      division: city.division,
      parcel: dice.chance(0.5) ? `${dice.digits(3)}-${dice.digits(4)}-${dice.digits(3)}` : null,
      services: dice.chance(0.3) ? ['electricity', 'gas'] : ['electricity'],
    }
  }

  #account(
    index: number,
    at: number,
    main: Person | undefined,
    premises: Premise[],
    isCommercial: boolean,
  ): Account {
    const [mailTo] = premises
    if (!main || !mailTo) throw new RangeError('an account has a main customer and a premise')
    return {
      ...accountKeys(index, at),
      isCommercial,
      persons: [{ personId: main.personId, relationship: 'main' }],
      places: premises.map(({ premiseId, services }) => ({ premiseId, services, until: null })),
      mailTo,
    }
  }
}

function identifier(name: Name, dice: Dice): Identifier {
  if (name.organisation) return { type: 'tax-id', value: `${dice.digits(2)}-${dice.digits(7)}` }
  const kind = dice.next()
  if (kind < 0.5)
    return { type: 'driver-licence', value: `${String.fromCharCode(65 + dice.below(26))}${dice.digits(7)}` }
  if (kind < 0.8) return { type: 'tax-id', value: `9${dice.digits(2)}-${dice.digits(2)}-${dice.digits(4)}` }
  return { type: 'passport', value: `${String.fromCharCode(65 + dice.below(26))}${dice.digits(8)}` }
}

/** Returns a name as people say it: 'Maria Alvarez' for 'Maria J Alvarez'. */
export const saidName = (name: Name) =>
  fullName({ ...name, given: name.given?.replace(/ [A-Z]$/, '') ?? null })

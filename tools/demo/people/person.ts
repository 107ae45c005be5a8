import { blindIndex, maskValue, sealValue } from '@porchlight/server/encryption/sealed-value.ts'
import type { DemoContext } from '../demo-context.ts'
import type { DemoRandom, Weight } from '../random.ts'

/** A human (given name and surname) or an organization (its name). */
export type Name = { given: string; surname: string } | { organisation: string }

export type Person = {
  personId: number
  name: Name
  email: string
  /** E.164; undefined for who has no contacts. */
  mobile: string | undefined
  isProtected: boolean
}

export type PersonOptions = {
  name: Name
  aliases?: readonly Name[]
  isProtected?: boolean
  /** Given for the cast only. */
  email?: string
  mobile?: string
  licence?: string
  /** Without contacts or identifiers. */
  isBare?: boolean
}

export function displayName(name: Name): string {
  return 'organisation' in name ? name.organisation : `${name.given} ${name.surname}`
}

/** Letters that a mailbox or a user name is made of. */
export function plainLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

const areaCodes: readonly Weight<string>[] = [
  ...(['619', '858', '760', '442'] as const).map((code) => [code, 20] as const),
  ...'213 310 323 408 415 503 512 602 617 702 714 720 760 804 808 818 909 949 951 971'
    .split(' ')
    .map((code) => [code, 1] as const),
]

/** Returns a telephone number reserved for fiction: 555-0100 to 555-0199 of an area. */
export function fictionalPhone(random: DemoRandom): string {
  return `+1${random.weighted(areaCodes)}55501${random.digits(2)}`
}

function written(e164: string, random: DemoRandom): string {
  const [area, exchange, line] = [e164.slice(2, 5), e164.slice(5, 8), e164.slice(8)]
  return random.chance(0.7) ? `(${area}) ${exchange}-${line}` : `${area}-${exchange}-${line}`
}

const domains: readonly Weight<string>[] = [
  ['example.com', 6],
  ['example.net', 3],
  ['example.org', 1],
]

/** Adds a person with names, contacts and identifiers. */
export function addPerson(ctx: DemoContext, options: PersonOptions): Person {
  const { ids, rows, random } = ctx
  const { name } = options
  const personId = ids.next('persons')
  const kind = 'organisation' in name ? 'organisation' : 'human'
  rows.add('persons', personId, kind, options.isProtected ?? false)
  addName(ctx, personId, 'primary', name)
  for (const alias of options.aliases ?? []) addName(ctx, personId, 'alias', alias)
  const box =
    'organisation' in name
      ? `office${personId % 1000}.${plainLetters(name.organisation).slice(0, 18)}`
      : `${plainLetters(name.given)}.${plainLetters(name.surname)}${personId % 1000}`
  const email = options.email ?? `${box}@${random.weighted(domains)}`
  let mobile: string | undefined
  if (!options.isBare) {
    mobile = addContacts(ctx, personId, email, options.mobile)
    addIdentifiers(ctx, personId, kind, options.licence)
  }
  return { personId, name, email, mobile, isProtected: options.isProtected ?? false }
}

function addName(ctx: DemoContext, personId: number, type: 'primary' | 'alias', name: Name): void {
  const id = ctx.ids.next('person_names')
  if ('organisation' in name) ctx.rows.add('person_names', id, personId, type, null, null, name.organisation)
  else ctx.rows.add('person_names', id, personId, type, name.given, name.surname, null)
}

const states: readonly Weight<string>[] = [
  ['approved', 94],
  ['pending', 4],
  ['rejected', 2],
]

/** Returns the primary mobile number. */
function addContacts(ctx: DemoContext, personId: number, email: string, givenMobile?: string): string {
  const { ids, rows, random } = ctx
  const add = (type: string, value: string, normal: string, primary: boolean, state: string) =>
    rows.add('person_contacts', ids.next('person_contacts'), personId, type, value, normal, primary, state)
  const mobile = givenMobile ?? fictionalPhone(random)
  add('mobile', written(mobile, random), mobile, true, 'approved')
  if (random.chance(0.3)) {
    const phone = fictionalPhone(random)
    add('phone', written(phone, random), phone, true, 'approved')
  }
  if (givenMobile !== undefined || random.chance(0.85)) {
    const shown = random.chance(0.05) ? email.replace(/^./, (c) => c.toUpperCase()) : email
    add('email', shown, email, true, 'approved')
  }
  if (random.chance(0.08)) {
    const other = fictionalPhone(random)
    add('mobile', written(other, random), other, false, random.weighted(states.slice(1)))
  }
  return mobile
}

function addIdentifiers(ctx: DemoContext, personId: number, kind: string, givenLicence?: string): void {
  const { random } = ctx
  addIdentifier(ctx, personId, 'customer-number', `HL-${String(personId).padStart(8, '0')}`)
  // Of ranges that are never given out: tax ids with a group of 00.
  if (kind === 'organisation') addIdentifier(ctx, personId, 'tax-id', `00-${random.digits(7)}`)
  else if (random.chance(0.25))
    addIdentifier(ctx, personId, 'tax-id', `9${random.digits(2)}-00-${random.digits(4)}`)
  if (kind === 'organisation') return
  const licence = givenLicence ?? `${random.pick([...'ABCDEFNY'])}${random.digits(7)}`
  if (givenLicence !== undefined || random.chance(0.5))
    addIdentifier(ctx, personId, 'driver-licence', licence)
  if (random.chance(0.06)) addIdentifier(ctx, personId, 'passport', `X${random.digits(8)}`)
}

function addIdentifier(ctx: DemoContext, personId: number, type: string, plain: string): void {
  const key = ctx.options.encryptionKey
  ctx.rows.add(
    'person_identifiers',
    ctx.ids.next('person_identifiers'),
    personId,
    type,
    sealValue(key, plain),
    blindIndex(key, type, plain),
    maskValue(plain),
  )
}

import type { Row } from '../query.ts'
import { servicePointKey } from '../town/keys.ts'
import type { Case } from './case.ts'
import { accountAsSaid, emailOf, phoneSaid } from './exact-families.ts'
import type { Families } from './family.ts'
import { humanName } from './name-families.ts'
import { plain, theAccount, thePerson, thePremise } from './right-rows.ts'

/** Wraps a value as people paste it: invisible characters, other dashes, brackets, a link's scheme, a trailing comma. */
function pasted(value: string, { dice }: Case): string {
  const scheme = value.includes('@') ? 'mailto:' : 'tel:'
  return dice.pick([
    `\u2068${value}\u2069`,
    `\u200e${value}`,
    `<${value}>`,
    `${value},`,
    value.replaceAll('-', '\u2011').replaceAll(' ', '\u00a0'),
    `${scheme}${value.replaceAll(' ', '')}`,
  ])
}

/** Accepts anybody with this surname at a premise in this town. */
const inTown = (surname: string, city: string) => {
  const [name, town] = [plain(surname), plain(city)]
  return ({ person, premise }: Row) =>
    person !== null && plain(person.name).includes(name) && plain(premise?.address ?? '').includes(town)
}

/** Families of what callers say and spreadsheets contain, beside the clean forms of the other families. */
export const asGivenFamilies: Families = {
  'pasted-phone': (subject) => {
    const phone = phoneSaid(subject)
    if (phone === null) return null
    return { body: { box: pasted(phone, subject) }, isHit: thePerson(subject.person.personId) }
  },
  'pasted-email': (subject) => {
    const email = emailOf(subject)
    if (email === null) return null
    return { body: { box: pasted(email, subject) }, isHit: thePerson(subject.person.personId) }
  },
  'phone-extension': (subject) => {
    const phone = phoneSaid(subject)
    if (phone === null) return null
    const extension = subject.dice.pick([' x', ' ext. ', ' #', ' extension ', ', '])
    return {
      body: { box: `${phone}${extension}${1 + subject.dice.below(900)}` },
      isHit: thePerson(subject.person.personId),
    }
  },
  'phone-last-seven': (subject) => {
    const digits = phoneSaid(subject)?.replace(/\D/g, '').slice(-7)
    if (!digits) return null
    const box = subject.dice.chance(0.5) ? digits : `${digits.slice(0, 3)}-${digits.slice(3)}`
    return { body: { box }, isHit: thePerson(subject.person.personId) }
  },
  'account-last-seven': (subject) => ({
    body: { box: accountAsSaid(subject).replace(/\D/g, '').slice(-7) },
    isHit: theAccount(subject.account.accountId),
  }),
  'meter-number': ({ premise, dice }) => {
    const at = dice.below(premise.services.length)
    const kind = premise.services[at] === 'gas' ? 'G' : 'E'
    const geographicValue = `${kind}-${servicePointKey(premise.premiseId, at)}`
    const body = dice.chance(0.5) ? { box: geographicValue } : { geographicType: 'meter', geographicValue }
    return { body, isHit: thePremise(premise.premiseId) }
  },
  'name-with-town': (subject) => {
    const name = humanName(subject)
    const { premise, dice } = subject
    if (!name || !/^[a-z]{3,}$/i.test(name.surname)) return null
    const said = dice.chance(0.5) ? name.surname : `${name.given} ${name.surname}`
    const box = dice.chance(0.8) ? `${said} ${premise.city}` : `${premise.city} ${said}`
    return {
      body: { box: box.toLowerCase() },
      isHit: inTown(name.surname, premise.city),
      isThePerson: thePerson(subject.person.personId),
    }
  },
  'postal-code-with-name': (subject) => {
    const name = humanName(subject)
    if (!name || !/^[a-z]{3,}$/i.test(name.surname)) return null
    const { premise, person } = subject
    return {
      body: { box: `${premise.postalCode} ${name.given} ${name.surname}`.toLowerCase() },
      isHit: thePerson(person.personId),
    }
  },
  'town-and-code-exchanged': (subject) => {
    const name = humanName(subject)
    const { premise, person, dice } = subject
    if (!name) return null
    const place = dice.chance(0.5)
      ? { postalCode: premise.city, city: premise.postalCode }
      : { postalCode: `${premise.city}, ${premise.region} ${premise.postalCode}` }
    return { body: { name: `${name.given} ${name.surname}`, ...place }, isHit: thePerson(person.personId) }
  },
}

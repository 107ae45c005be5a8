/** A name as its parts. A human has a surname, an organization its own name. */
export type Name = { given: string | null; surname: string | null; organisation: string | null }

export type Contact = { type: 'phone' | 'mobile' | 'email'; written: string; normalised: string }
export type Identifier = { type: string; value: string }
export type WebUser = { webUserId: number; userName: string; email: string }

export type Person = {
  personId: number
  name: Name
  aliases: Name[]
  contacts: Contact[]
  identifiers: Identifier[]
  webUser: WebUser | null
  sourceKey: string | null
}

export type Premise = {
  premiseId: number
  house: string
  street: string
  unit: string
  city: string
  region: string
  postalCode: string
  division: string
  parcel: string | null
  services: ('electricity' | 'gas')[]
}

export type Account = {
  accountId: number
  /** First number of its service agreements. */
  firstAgreementId: number
  isCommercial: boolean
  /** The first one is the main customer. */
  persons: { personId: number; relationship: string }[]
  /** Premises of the account; `until` is the day on which the customer moved away. */
  places: { premiseId: number; services: Premise['services']; until: string | null }[]
  mailTo: Premise
}

/** People who live or work together, their premises and their accounts. */
export type Household = { persons: Person[]; premises: Premise[]; accounts: Account[] }

/** Returns a name in its display form. */
export const fullName = ({ given, surname, organisation }: Name) =>
  organisation ?? [given, surname].filter(Boolean).join(' ')

export const line1 = ({ house, street }: Premise) => `${house} ${street}`.trim()
export const line2 = ({ unit }: Premise) => (unit === '' ? '' : /^\d/.test(unit) ? `Apt ${unit}` : unit)

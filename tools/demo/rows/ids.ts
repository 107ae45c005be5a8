/** Returns the check digit by the Luhn rule, so that a mistyped account number is noticed. */
function checkDigit(digits: string): number {
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const doubled = Number(digits[digits.length - 1 - at]) * (at % 2 === 0 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return (10 - (sum % 10)) % 10
}

/** Returns the account id of the demo's nth account (from 1): ten digits, the last one a check digit. */
export function demoAccountId(nth: number): number {
  const first = String(100_000_000 + nth)
  return Number(`${first}${checkDigit(first)}`)
}

/** The first key of each identity column that the demo counts. Accounts go by {@link demoAccountId}. */
export const firstIds = {
  persons: 500_001,
  person_names: 1,
  person_contacts: 1,
  person_identifiers: 1,
  premises: 700_001,
  service_points: 900_001,
  geographic_identifiers: 1,
  service_agreements: 300_001,
  web_users: 20_001,
  customer_sessions: 1,
  desk_sessions: 1,
  self_service_tasks: 40_000_001,
  customer_contacts: 1,
  to_dos: 1,
  bills: 60_000_001,
  payments: 80_000_001,
  bank_accounts: 95_000_001,
  autopays: 96_000_001,
  bank_transfers: 97_000_001,
  record_entries: 1,
} as const

export type CountedTable = keyof typeof firstIds

/** Hands out keys in order. */
export class Ids {
  readonly #next: Record<CountedTable, number> = { ...firstIds }
  #accounts = 0

  next(table: CountedTable): number {
    const id = this.#next[table]
    this.#next[table] = id + 1
    return id
  }

  nextAccount(): number {
    this.#accounts += 1
    return demoAccountId(this.#accounts)
  }

  /** How many have been handed out. */
  count(table: CountedTable): number {
    return this.#next[table] - firstIds[table]
  }

  get accountCount(): number {
    return this.#accounts
  }
}

/**
 * The first two digits of a routing number, as the American Bankers Association gives them out: the government, the Federal
 * Reserve districts, thrift institutions (21-32), electronic transactions (61-72) and traveler's checks (80).
 */
const isGivenOut = (prefix: number): boolean =>
  prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) || prefix === 80

/** Weights of the check digit: the weighted sum of all nine digits is a multiple of ten. */
const weights = [3, 7, 1]

/** Returns what is wrong with a routing number, a name of the locale files under `field`; null where nothing is. */
export function routingNumberProblem(digits: string): string | null {
  if (digits === '') return 'required'
  if (!/^\d{9}$/.test(digits)) return 'routing-number'
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (weights[at % 3] ?? 0), 0)
  // 00 belongs to the government, whose accounts no customer pays from; all zeros also pass the check digit.
  if (!isGivenOut(Number(digits.slice(0, 2))) || digits.startsWith('00')) return 'routing-number-unknown'
  return sum % 10 === 0 ? null : 'routing-number-check'
}

/** Returns what is wrong with the number of a bank account: 4 to 17 digits, not all alike. Null where nothing is. */
export function bankNumberProblem(digits: string): string | null {
  if (digits === '') return 'required'
  if (!/^\d{4,17}$/.test(digits)) return 'bank-number'
  return /^(\d)\1*$/.test(digits) ? 'bank-number' : null
}

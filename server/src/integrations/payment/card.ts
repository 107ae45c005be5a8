/** The test cards. The stand-in accepts no others, so that nobody types a real card number into a demonstration. */
export const testCards = [
  { number: '4242424242424242', brand: 'Visa', outcome: 'succeeds' },
  { number: '5555555555554444', brand: 'Mastercard', outcome: 'succeeds' },
  { number: '4000000000000002', brand: 'Visa', outcome: 'declined' },
  { number: '4000000000009995', brand: 'Visa', outcome: 'insufficient-funds' },
] as const

export type TestCard = (typeof testCards)[number]

/** The digits in groups of four, as on a card. */
export const grouped = (number: string): string => number.replace(/(.{4})(?=.)/g, '$1 ')

/** The check digit of ISO/IEC 7812-1 (Luhn). */
export const luhnHolds = (number: string): boolean => {
  if (!/^\d{12,19}$/.test(number)) return false
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

export interface TypedCard {
  readonly holder: string
  readonly number: string
  /** MM/YY */
  readonly expiry: string
  readonly securityCode: string
}

export type CardProblem =
  | 'holder-missing'
  | 'number-wrong'
  | 'number-not-a-test-card'
  | 'expiry-wrong'
  | 'card-expired'
  | 'security-code-wrong'

const expiryProblem = (expiry: string, now: Date): CardProblem | undefined => {
  const [, month = '', year = ''] = /^\s*(\d{1,2})\s*\/\s*(?:20)?(\d{2})\s*$/.exec(expiry) ?? []
  if (Number(month) < 1 || Number(month) > 12) return 'expiry-wrong'
  return new Date(2000 + Number(year), Number(month)) <= now ? 'card-expired' : undefined
}

/** What is wrong with each field of a typed card; with nothing wrong, the test card that it is. */
export const readCard = (
  typed: TypedCard,
  now = new Date(),
): { card?: TestCard; problems: Partial<Record<keyof TypedCard, CardProblem>> } => {
  const number = typed.number.replace(/[\s-]/g, '')
  const card = testCards.find((one) => one.number === number)
  const expiry = expiryProblem(typed.expiry, now)
  const problems: Partial<Record<keyof TypedCard, CardProblem>> = {
    ...(typed.holder.trim() === '' && { holder: 'holder-missing' }),
    ...(card === undefined && { number: luhnHolds(number) ? 'number-not-a-test-card' : 'number-wrong' }),
    ...(expiry !== undefined && { expiry }),
    ...(!/^\d{3,4}$/.test(typed.securityCode.trim()) && { securityCode: 'security-code-wrong' }),
  }
  return card !== undefined && Object.keys(problems).length === 0 ? { card, problems } : { problems }
}

import { wordsOf } from '@porchlight/locales/words.ts'
import { describe, expect, test } from 'vitest'
import { composeMessage, type Message, type Recipient } from './compose-message.ts'

const maria: Recipient = { email: 'm@example.com', displayName: 'Maria', locale: 'en', isBySupport: false }
const from = {
  utilityName: 'Harbor Light',
  portalOrigin: 'https://my.example',
  accountId: 1_000_000_042,
  phone: '',
}
const receipt = {
  paymentId: 80_000_007,
  paidAt: new Date('2026-03-04T19:05:00Z'),
  timeZone: 'America/Los_Angeles',
  tender: 'card',
  paidWith: 'Visa •••• 4242',
} as const
const payment = { template: 'payment-received', amountCents: 123_456, currency: 'USD', receipt } as const

const ofSupport: Message[] = [
  { template: 'mailing-address-changed' },
  { template: 'preferences-changed' },
  { ...payment, balanceCents: 0 },
]

test.each(ofSupport)(
  '$template says so where support did it, and never that the customer signed in',
  (message) => {
    for (const locale of ['en', 'es'] as const) {
      const own = composeMessage(message, { ...maria, locale }, from)
      const bySupport = composeMessage(message, { ...maria, locale, isBySupport: true }, from)
      expect(bySupport.body).toMatch(
        locale === 'en' ? /support team .* for you, as you asked/ : /equipo de soporte/,
      )
      expect(own.body).not.toMatch(/support|soporte/)
      expect(own.subject).toBe(bySupport.subject)
      expect(`${own.body}${bySupport.body}`).not.toMatch(/you (have )?signed in|ha iniciado sesión/i)
    }
  },
)

test('there are no words for a password that support changed', () => {
  expect(() =>
    composeMessage({ template: 'password-changed' }, { ...maria, isBySupport: true }, from),
  ).toThrow()
})

describe('a payment', () => {
  test.each([
    [1_050, 'Your balance is now $10.50.'],
    [0, 'Nothing is owed on it now.'],
    [-1_050, 'Your account now has a credit of $10.50.'],
  ])('leaves a balance of %i cents', (balanceCents, sentence) => {
    const { subject, body } = composeMessage({ ...payment, balanceCents }, maria, from)
    expect(subject).toBe('We received your payment of $1,234.56')
    expect(body).toContain(`ending in 0042. ${sentence} Thank you.`)
  })

  test('has its receipt: number, amount, method with last digits, and the time where the utility is', () => {
    const { body } = composeMessage({ ...payment, balanceCents: 0 }, maria, from)
    expect(body.replaceAll('\u202f', ' ')).toContain(
      'Receipt number: 80000007\nAmount: $1,234.56\nPaid with: card Visa •••• 4242\nPaid on: March 4, 2026 at 11:05 AM',
    )
  })
})

test('greets a customer without a name', () => {
  const { body } = composeMessage({ template: 'password-changed' }, { ...maria, displayName: ' ' }, from)
  expect(body).toMatch(/^Hello,\n\nThe password/)
})

test.each([
  ['en', '1-800-555-0142', 'Call us at 1-800-555-0142. See who'],
  ['en', '', 'Call us. See who'],
  ['es', '1-800-555-0143', 'Llámenos al 1-800-555-0143. Vea'],
  ['es', '', 'Llámenos. Vea'],
] as const)('in %s with the number "%s": %s', (locale, phone, sentence) => {
  const { body } = composeMessage(
    { template: 'preferences-changed' },
    { ...maria, locale },
    { ...from, phone },
  )
  expect(body).toContain(sentence)
})

test('every mail that says to call says which number', () => {
  for (const words of Object.values(wordsOf('mail')))
    for (const [key, text] of Object.entries(words))
      if (/(?<!not )\bcall us\b|llámenos|llamarnos/i.test(text)) expect(text, key).toContain('{atPhone}')
})

test('both languages have the same words', () => {
  const { en, es } = wordsOf('mail')
  expect(Object.keys(es)).toEqual(Object.keys(en))
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bankNumberProblem, routingNumberProblem } from './bank-numbers.ts'

/** Appends the check digit to eight digits. */
const withCheckDigit = (eight: string): string => {
  const sum = [...eight].reduce((total, digit, at) => total + Number(digit) * ([3, 7, 1][at % 3] ?? 0), 0)
  return `${eight}${(10 - (sum % 10)) % 10}`
}
const eightDigits = fc
  .tuple(
    fc.constantFrom('01', '06', '12', '21', '26', '32', '61', '72', '80'),
    fc.stringMatching(/^[0-9]{6}$/),
  )
  .map(([prefix, rest]) => prefix + rest)

describe('a routing number', () => {
  // Published routing numbers of banks and of a Federal Reserve bank.
  test.each(['021000021', '011401533', '122105155', '091000022', '322271627', '121000248'])(
    '%s is accepted',
    (digits) => expect(routingNumberProblem(digits)).toBeNull(),
  )

  test('is accepted with its check digit, and refused with every other one', () => {
    fc.assert(
      fc.property(eightDigits, (eight) => {
        const whole = withCheckDigit(eight)
        expect(routingNumberProblem(whole)).toBeNull()
        for (let digit = 0; digit <= 9; digit++)
          if (digit !== Number(whole[8]))
            expect(routingNumberProblem(`${eight}${digit}`)).toBe('routing-number-check')
      }),
    )
  })

  test('is refused when two neighboring digits that differ by anything but five are swapped', () => {
    fc.assert(
      fc.property(eightDigits, fc.integer({ min: 2, max: 7 }), (eight, at) => {
        const digits = [...withCheckDigit(eight)]
        const [one = '', other = ''] = digits.slice(at, at + 2)
        fc.pre(Math.abs(Number(one) - Number(other)) % 5 !== 0)
        digits.splice(at, 2, other, one)
        expect(routingNumberProblem(digits.join(''))).toBe('routing-number-check')
      }),
    )
  })

  test.each([
    ['', 'required'],
    ['12345678', 'routing-number'],
    ['1234567890', 'routing-number'],
    ['12210515x', 'routing-number'],
    ['000000000', 'routing-number-unknown'],
    [withCheckDigit('13000000'), 'routing-number-unknown'],
    [withCheckDigit('20000000'), 'routing-number-unknown'],
    [withCheckDigit('33000000'), 'routing-number-unknown'],
    [withCheckDigit('60000000'), 'routing-number-unknown'],
    [withCheckDigit('73000000'), 'routing-number-unknown'],
    [withCheckDigit('81000000'), 'routing-number-unknown'],
    [withCheckDigit('99000000'), 'routing-number-unknown'],
    ['122105156', 'routing-number-check'],
  ])('%j is refused: %s', (digits, problem) => expect(routingNumberProblem(digits)).toBe(problem))
})

test.each([
  ['1234', null],
  ['12345678901234567', null],
  ['', 'required'],
  ['123', 'bank-number'],
  ['123456789012345678', 'bank-number'],
  ['12a4', 'bank-number'],
  ['0000000', 'bank-number'],
])('the number of a bank account %j: %s', (digits, problem) =>
  expect(bankNumberProblem(digits)).toBe(problem),
)

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blindIndex, maskValue, openValue, sealValue } from './sealed-value.ts'

const key = 'an encryption key of thirty-two characters'

describe('a sealed value', () => {
  it('opens to what was sealed, whatever it was', () => {
    fc.assert(
      fc.property(fc.string(), (plain) => {
        expect(openValue(key, sealValue(key, plain))).toBe(plain)
      }),
    )
  })

  it('differs each time, so that equal values cannot be recognized', () => {
    expect(sealValue(key, 'D1234567')).not.toEqual(sealValue(key, 'D1234567'))
  })

  it('does not open when a bit was changed, when cut short, or under another key', () => {
    const sealed = sealValue(key, 'D1234567')
    const changed = Uint8Array.from(sealed, (byte, at) => (at === 14 ? byte ^ 1 : byte))
    expect(() => openValue(key, changed)).toThrow()
    expect(() => openValue(key, sealed.subarray(0, 20))).toThrow(RangeError)
    expect(() => openValue('another encryption key altogether', sealed)).toThrow()
  })
})

describe('a blind index', () => {
  it('is the same however the value is written', () => {
    expect(blindIndex(key, 'driver-licence', 'd123-45 67')).toEqual(
      blindIndex(key, 'driver-licence', 'D1234567'),
    )
  })

  it('differs by type, by value and by key', () => {
    const index = blindIndex(key, 'passport', 'X1234567')
    expect(blindIndex(key, 'tax-id', 'X1234567')).not.toEqual(index)
    expect(blindIndex(key, 'passport', 'X1234568')).not.toEqual(index)
    expect(blindIndex('another encryption key altogether', 'passport', 'X1234567')).not.toEqual(index)
  })
})

describe('a masked value', () => {
  it.each([
    ['900-00-1234', '•••••••1234'],
    ['D123456', '••••456'],
    ['A1234', '•••••'],
    ['', ''],
  ])('of %j is %j', (plain, masked) => expect(maskValue(plain)).toBe(masked))
})

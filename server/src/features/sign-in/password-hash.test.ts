import { hash } from '@node-rs/argon2'
import { describe, expect, test } from 'vitest'
import { argon2id, chooseArgon2id } from './argon2/argon2id.ts'
import { wasmArgon2id } from './argon2/wasm-argon2id.ts'
import { canonicalPassword } from './canonical-password.ts'
import { hashPassword, rightHash } from './password-hash.ts'

const settingsOf = (phc: string) => phc.slice(0, phc.lastIndexOf('$'))
const isRight = async (stored: string, typed: string) =>
  (await rightHash(settingsOf(stored), typed, async (computed) => computed === stored)) !== undefined

describe('accepts a password however the keyboard encodes its characters', () => {
  const composed = 'Käsekuchen am See'

  test.each([
    ['composed, then apart', composed, composed.normalize('NFD')],
    ['apart, then composed', composed.normalize('NFD'), composed],
    ['another kind of space', 'harbour lights', 'harbour\u00a0lights'],
    ['Hangul', '비밀번호는 열두 글자', '비밀번호는 열두 글자'.normalize('NFD')],
  ])('%s', async (_, set, typed) => {
    expect(await isRight(await hashPassword(set), typed)).toBe(true)
  })

  test.each([
    ['another letter', composed, 'Kasekuchen am See'],
    ['another case', composed, composed.toUpperCase()],
    ['wide letters', 'harbour lights', 'ｈａｒｂｏｕｒ lights'],
    ['a space more', 'harbour lights', 'harbour lights '],
  ])('%s is another', async (_, set, typed) => {
    expect(await isRight(await hashPassword(set), typed)).toBe(false)
  })

  test('accepts a hash from an earlier version, made of the password as it was typed', async () => {
    const apart = composed.normalize('NFD')
    for (const stored of [await hash(apart), await hash('harbour\u00a0lights')])
      expect(stored).toContain('argon2id')
    expect(await isRight(await hash(apart), apart)).toBe(true)
    expect(await isRight(await hash(apart), composed)).toBe(true)
    expect(await isRight(await hash('harbour\u00a0lights'), 'harbour\u00a0lights')).toBe(true)
  })

  test('a lone half of a character harms nothing', () => {
    expect(canonicalPassword('\ud800 twelve chars')).toBe('\ud800 twelve chars')
  })
})

test('settings of another algorithm are refused', async () => {
  for (const settings of ['$2b$10$abc', '$argon2i$v=19$m=8,t=1,p=1$AAAA', ''])
    await expect(rightHash(settings, 'x', async () => true)).rejects.toThrow(RangeError)
})

test('an unknown name has no right hash, whatever is typed', async () => {
  expect(await rightHash(undefined, 'x', async () => true)).toBeUndefined()
})

describe('without the native library', () => {
  const cost = { memoryCost: 64, timeCost: 2, parallelism: 1, outputLen: 32 }
  const salt = Buffer.alloc(16, 7)

  test('WebAssembly gives the same digests, several at once', async () => {
    const typed = ['a long enough password', 'Käsekuchen am See', '🏮'.repeat(12)]
    const native = await Promise.all(typed.map((text) => argon2id(text, salt, cost)))
    const wasm = await Promise.all(typed.map((text) => wasmArgon2id(text, salt, cost)))
    expect(wasm.map((digest) => Buffer.from(digest).toString('hex'))).toEqual(
      native.map((digest) => Buffer.from(digest).toString('hex')),
    )
  })

  test('is used if the native library cannot be loaded', async () => {
    const missing = () => Promise.reject(new Error('Cannot find native binding'))
    expect(await chooseArgon2id(missing)).toBe(wasmArgon2id)
    expect(await chooseArgon2id()).not.toBe(wasmArgon2id)
  })

  test('refuses settings that it cannot compute, and works afterwards', async () => {
    await expect(wasmArgon2id('x', Buffer.alloc(1), cost)).rejects.toThrow(/argon2id failed/)
    expect((await wasmArgon2id('x', salt, cost)).length).toBe(32)
  })
})

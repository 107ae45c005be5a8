import { expect, test } from 'vitest'
import { TurnKeys } from './turn-keys.ts'

const session = (credential: string) => ({ credential, ip: '192.0.2.1' })
const csr = (csrId: string) => ({ kind: 'csr', csrId }) as const

test('gives all sessions of one CSR one turn once they are known, and forgets the oldest of too many', () => {
  const keys = new TurnKeys(2)
  expect([keys.of(session('a')), keys.of(session('b'))]).toEqual(['session a', 'session b'])
  for (const credential of ['a', 'b']) keys.learn(session(credential), csr('amara'))
  expect([keys.of(session('a')), keys.of(session('b'))]).toEqual(['csr amara', 'csr amara'])
  keys.learn(session('c'), csr('tom'))
  expect(['a', 'b', 'c'].map((one) => keys.of(session(one)))).toEqual(['session a', 'csr amara', 'csr tom'])
})

test('lets a stranger take turns by address, and a masquerade by its session', () => {
  const keys = new TurnKeys()
  expect(keys.of({ credential: undefined, ip: '192.0.2.1' })).toBe('ip 192.0.2.1')
  keys.learn(session('view'), { kind: 'masquerade' })
  expect(keys.of(session('view'))).toBe('session view')
})

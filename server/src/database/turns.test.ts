import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

/** Work that ends when the test says so, and the order in which it began. */
function workshop() {
  const began: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string) => () => {
    began.push(name)
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)))
  }
  const end = async (name: string) => {
    ends.get(name)?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { began, work, end }
}

test('a session’s own requests run one after the other; another session does not wait for them', async () => {
  const { began, work, end } = workshop()
  const turns = new Turns(2, 9)
  const all = ['a1', 'a2', 'a3', 'b1'].map((name) => turns.run(name.charAt(0), work(name)))
  expect(began).toEqual(['a1', 'b1'])
  await end('b1')
  expect(began).toEqual(['a1', 'b1'])
  for (const name of ['a1', 'a2', 'a3']) await end(name)
  expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'b1'])
})

test('makes another session wait for at most one of sixteen requests of one session', async () => {
  const { began, work, end } = workshop()
  const turns = new Turns(1, 20)
  for (let n = 1; n <= 16; n++) void turns.run('greedy', work(`greedy ${n}`))
  void turns.run('other', work('other'))
  await end('greedy 1')
  expect(began).toEqual(['greedy 1', 'other'])
  await end('other')
  expect(began.at(-1)).toBe('greedy 2')
})

test('lets sessions take turns, however many requests one session makes', async () => {
  const { began, work, end } = workshop()
  const turns = new Turns(1, 9)
  for (const name of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1']) void turns.run(name.charAt(0), work(name))
  for (const name of ['a1', 'b1', 'c1', 'a2', 'b2', 'a3']) {
    expect(began.at(-1)).toBe(name)
    await end(name)
  }
})

test('removes an aborted request from the queue; a failed request frees its place', async () => {
  const { began, work, end } = workshop()
  const turns = new Turns(1, 9)
  void turns.run('a', work('a'))
  const gone = new AbortController()
  const waiting = turns.run('b', work('b'), gone.signal)
  const failing = expect(turns.run('c', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  const last = turns.run('d', work('d'))
  const left = expect(waiting).rejects.toThrow('gone')
  gone.abort(new Error('gone'))
  await left
  await end('a')
  await failing
  await end('d')
  expect([began, await last]).toEqual([['a', 'd'], 'd'])
})

test('limits the waiting requests of one session', async () => {
  const { work } = workshop()
  const turns = new Turns(1, 2)
  for (let n = 0; n < 3; n++) void turns.run('a', work(`a${n}`))
  await expect(turns.run('a', work('too much'))).rejects.toMatchObject({ reason: 'too-many-searches' })
})

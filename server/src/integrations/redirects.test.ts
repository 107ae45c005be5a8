import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$|^testing\//.test(name),
)

/** Hands on the options of its callers; openid-client says "manual" by itself. */
const handsOn = ['integrations/identity-provider/provider-fetch.ts']

/** Returns the text of a call from its opening parenthesis to its closing one. */
function callAt(text: string, start: number): string {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') depth -= 1
    if (depth === 0) return text.slice(start, at + 1)
  }
  return text.slice(start)
}

test('no request of ours follows a redirect: what is sent is meant for one address', () => {
  const calls = files.flatMap((name) => {
    const text = readFileSync(path.join(root, name), 'utf8')
    // The readers of keys get a `fetch` under another name; there it has options with a method.
    return [...text.matchAll(/(?<![.\w])(fetch|fetchFrom|fetchKeys)(?=\()/g)]
      .map(({ index, 1: called = '' }) => ({ name, called, call: callAt(text, index + called.length) }))
      .filter(
        ({ called, call }) => called === 'fetch' || call.includes('method:') || call.includes('headers'),
      )
  })
  expect(calls.length).toBeGreaterThan(6)
  const silent = calls.filter(
    ({ name, call }) => !handsOn.includes(name) && !/redirect: '(manual|error)'/.test(call),
  )
  expect(silent).toEqual([])
})

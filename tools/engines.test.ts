import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Package = { engines?: { node?: string }; optional?: boolean }
const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> }

/** The oldest version of each line of Node that the product runs on. */
const oldest = (lock.packages['']?.engines?.node ?? '').split(' || ').map((range) => range.replace('^', ''))

/** Returns whether a version lies in a range as package.json writes it: `^1.2.3 || >=4`. */
function isIn(version: string, range: string): boolean {
  const parts = (text: string) =>
    text
      .replace(/^\D*/, '')
      .split('.')
      .map((part) => Number.parseInt(part, 10) || 0)
  const compare = (a: number[], b: number[]) =>
    [0, 1, 2].map((place) => (a[place] ?? 0) - (b[place] ?? 0)).find((difference) => difference !== 0) ?? 0
  const mine = parts(version)
  return range.split('||').some((text) => {
    const one = text.trim()
    if (one.startsWith('>=')) return compare(mine, parts(one)) >= 0
    if (/^\^?v?\d/.test(one)) return mine[0] === parts(one)[0] && compare(mine, parts(one)) >= 0
    throw new Error(`a range of another kind: ${range}`)
  })
}

test('package.json, README and the guide to operating name the same versions of Node', () => {
  const { engines } = JSON.parse(read('package.json')) as Package
  expect(engines?.node).toBe('^20.19.0 || ^22.13.0 || ^24.0.0')
  expect(lock.packages['']?.engines).toEqual(engines)
  const named = oldest.map((version) => version.replace(/(\.0)+$/, ''))
  expect(named).toEqual(['20.19', '22.13', '24'])
  const sentence = 'Node 20.19, 22.13 or 24'
  expect(read('README.md')).toContain(sentence)
  expect(read('docs/operating.md')).toContain(sentence)
})

test.each(oldest)('npm ci warns of no package on Node %s', (version) => {
  const warned = Object.entries(lock.packages).filter(
    ([, { engines }]) => engines?.node !== undefined && !isIn(version, engines.node),
  )
  expect(warned.map(([name, { engines }]) => `${name} ${engines?.node}`)).toEqual([])
})

test('a range is read as npm reads it', () => {
  expect(isIn('20.19.0', '>=22')).toBe(false)
  expect(isIn('22.13.0', '^20.19.0 || >=22.12.0')).toBe(true)
  expect(isIn('22.11.0', '^20.19.0 || ^22.12.0')).toBe(false)
  expect(isIn('24.0.0', '^20.0.0 || ^22.0.0 || >=24.0.0')).toBe(true)
  expect(isIn('20.19.0', '10.* || >= 12.*')).toBe(true)
})

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { answers, type Row, readAsvs } from './read-asvs.ts'

const root = path.resolve(import.meta.dirname, '..')
const read = (name: string) => readFileSync(path.join(root, name), 'utf8')
const document = read('docs/asvs.md')
const rows = readAsvs(document)

/** A path is below `server/src`, unless it begins with another folder of the project. */
const fileOf = (name: string) =>
  [name, path.join('server/src', name)].find((one) => existsSync(path.join(root, one)))

/** The files and names of tests in a cell: `http/http.test.ts` "a name in it". */
const citedIn = (cell: string) =>
  [...cell.matchAll(/`([\w./-]+\.(?:ts|tsx|mjs|json|conf|md))`(?: "((?:[^"\\]|\\.)*)")?/g)].map(
    ([, file = '', name]) => ({ file, name }),
  )

const count = (of: readonly Row[]) => answers.map((kind) => of.filter((row) => row.answer === kind).length)

describe('docs/asvs.md', () => {
  test('answers every requirement once, with one of four answers', () => {
    const numbers = rows.map(({ number }) => number)
    expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([])
    expect(rows.filter(({ answer }) => !answers.some((one) => one === answer))).toEqual([])
    expect(numbers.length).toBeGreaterThan(200)
  })

  test('says how or why not, and where each requirement that is met was tested', () => {
    expect(rows.filter(({ subject, how }) => subject === '' || how === '')).toEqual([])
    const untested = rows.filter(({ answer, tested }) => answer === 'met' && tested === '')
    expect(untested.map(({ number }) => number)).toEqual([])
  })

  test('names files that exist, and tests that are in them', () => {
    const wrong = rows.flatMap(({ number, how, tested }) =>
      citedIn(`${how} ${tested}`).flatMap(({ file, name }) => {
        const there = fileOf(file)
        if (there === undefined) return [`${number}: there is no ${file}`]
        return name === undefined || read(there).includes(name) ? [] : [`${number}: ${file} has no "${name}"`]
      }),
    )
    expect(wrong).toEqual([])
  })

  test('leads to headings that exist', () => {
    const slug = (heading: string) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-')
    const wrong = ['docs/asvs.md', 'docs/security.md', 'docs/security-inventory.md', 'SECURITY.md'].flatMap(
      (from) =>
        [...read(from).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)].flatMap(
          ([link, target, heading]) => {
            const file = target ? path.join(path.dirname(from), target) : from
            if (!existsSync(path.join(root, file))) return [`${from}: ${link}`]
            if (heading === undefined) return []
            const there = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => slug(text))
            return there.includes(heading) ? [] : [`${from}: ${link}`]
          },
        ),
    )
    expect(wrong).toEqual([])
  })

  test('counts its answers by chapter', () => {
    const chapters = [...document.matchAll(/^## (V\d+) (.+)$/gm)].map(([, chapter = '', name]) => {
      const of = rows.filter(({ number }) => number.startsWith(`${chapter}.`))
      return `| ${chapter} ${name} | ${count(of).join(' | ')} |`
    })
    const table = [...chapters, `| all | ${count(rows).join(' | ')} |`]
    expect(document.match(/^\| (?:V\d+ [^|]+|all) (?:\| \d+ ){4}\|$/gm)).toEqual(table)
  })
})

test('docs/security.md names tests that exist: `m/` is the folder of masquerades', () => {
  const cited = read('docs/security.md').matchAll(/([\w./-]+\.(?:test|spec)\.tsx?)`?((?:,? "[^"]+")*)/g)
  const wrong = [...cited].flatMap(([, file = '', names = '']) => {
    const name = file.replace(/^m\//, 'features/masquerade/')
    const there = fileOf(name) ?? fileOf(path.join('features', name))
    // A bare name stands in a sentence about its feature.
    if (there === undefined) return file.includes('/') ? [`there is no ${file}`] : []
    const text = read(there)
    return [...names.matchAll(/"([^"]+)"/g)].flatMap(([, one = '']) =>
      text.includes(one) ? [] : [`${file} has no "${one}"`],
    )
  })
  expect(wrong).toEqual([])
})

const data = path.join(process.env.PORCHLIGHT_TEST_DATA ?? '', 'asvs')
const file = path.join(data, 'OWASP_Application_Security_Verification_Standard_5.0.0_en.flat.json')
const isThere = process.env.PORCHLIGHT_TEST_DATA !== undefined && existsSync(file)

test.skipIf(!isThere)(
  'answers each requirement of level 1 and 2, and no other (skipped: no test data)',
  () => {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const list = (parsed as { requirements: { req_id: string; L: string | number }[] }).requirements
    const wanted = list.filter(({ L }) => ['1', '2'].includes(String(L))).map(({ req_id }) => req_id)
    expect(wanted).toHaveLength(253)
    expect(rows.map(({ number }) => number)).toEqual(wanted)
  },
)

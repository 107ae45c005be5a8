import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(path.join(tmpdir(), 'language-'))
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' })

beforeAll(() => {
  for (const name of ['tools', 'docs', 'server', 'portal', 'locales/en', 'locales/es'])
    mkdirSync(path.join(folder, name), { recursive: true })
  cpSync('tools/language.json', path.join(folder, 'tools/language.json'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs the check over the project in `folder` and returns what it prints as problems, and its exit code. */
function check(...args: string[]) {
  const script = path.resolve('tools/check-language.mjs')
  const { stderr, status } = spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8' })
  return { problems: stderr.trim(), status }
}

/** Returns what the check says about a project with this one file. */
function checkOf(file: string, text: string) {
  writeFileSync(path.join(folder, file), text)
  const outcome = check()
  rmSync(path.join(folder, file))
  return outcome
}

const words = (section: string, key: string, text: string) =>
  JSON.stringify({ [section]: { [key]: text } }, null, 2)

describe('refuses British spelling', () => {
  test.each([
    ['a document', 'docs/a.md', 'The colour of a bill.'],
    ['a comment', 'server/a.ts', '// The colour of a bill.'],
    ['a doc comment', 'server/a.ts', '/** Returns the colour of a bill. */\nexport function a() {}'],
    ['a test name', 'server/a.test.ts', "test('shows the colour of a bill', () => {})"],
    ['an error message', 'server/a.ts', "throw new Error('The colour is wrong.')"],
    ['an identifier', 'server/a.ts', 'export const billColour = 1'],
    ['a component', 'portal/a.tsx', 'const label = <b>colour</b>'],
    ['a command', 'tools/a.mjs', "console.log('colour')"],
    ['an English text', 'locales/en/a.json', words('portal', 'k', 'The colour')],
  ])('in %s', (_, file, text) => {
    const { problems, status } = checkOf(file, text)
    expect(problems).toMatch(new RegExp(`^${file}:\\d+: British spelling: "colour"$`, 'i'))
    expect(status).toBe(1)
  })
})

test.each([
  ['riddle', 'docs/a.md', 'Whoever signs in may read it.', 'Whoever'],
  ['riddle', 'server/a.ts', '// The name is nobody’s.', 'nobody’s'],
  ['riddle', 'server/a.test.ts', "test('what stands in the table', () => {})", 'what stands'],
  ['replaced word', 'docs/a.md', 'The support view ends.', 'support view'],
  ['replaced word', 'server/a.ts', '// Lists the to dos.', 'to dos'],
  ['name for whatever is at hand', 'server/a.test.ts', 'const answer = await app.get(path)', 'const answer'],
  ['name for whatever is at hand', 'tools/a.mjs', 'let known', 'let known'],
  ['name for whatever is at hand', 'portal/a.tsx', 'rows.filter((found) => found.id)', '(found) =>'],
  ['name for whatever is at hand', 'server/a.ts', 'function a(asked: string) {}', '(asked:'],
  ['word on a screen', 'locales/en/a.json', words('portal', 'k', 'Please wait'), 'Please'],
  ['word on a screen', 'locales/en/a.json', words('desk', 'k', 'As shipped'), 'As shipped'],
  [
    "staff's word in mail to a customer",
    'locales/en/a.json',
    words('mail', 'k', 'A masquerade began'),
    'masquerade',
  ],
  [
    "customer's word at the desk",
    'locales/en/a.json',
    words('desk', 'k', 'A support visit began'),
    'support visit',
  ],
  [
    'Spanish of another register or region',
    'locales/es/a.json',
    words('portal', 'k', 'Puedes ver tu factura'),
    'Puedes',
  ],
  [
    'Spanish of another register or region',
    'locales/es/a.json',
    words('portal', 'k', 'El número de tu móvil'),
    'tu',
  ],
])('refuses a %s in %s: %j', (rule, file, text, word) => {
  const { problems, status } = checkOf(file, text)
  expect(problems).toMatch(new RegExp(`^${file}:\\d+: `))
  expect(problems).toContain(`: ${rule}: "${word}"`)
  expect(status).toBe(1)
})

test('refuses a doc comment of a function without a verb, and names its line', () => {
  const text = 'const bills = []\n\n/** The bill of an account. */\nexport function bill() {}\n'
  expect(checkOf('server/a.ts', text)).toEqual({
    problems: 'server/a.ts:3: doc comment without a verb: "/** The bill of an account. */"',
    status: 1,
  })
})

const { most } = JSON.parse(readFileSync('tools/language.json', 'utf8')).sentences
const sentence = (words: number) => `${'word '.repeat(words - 1)}end.`

test.each([
  ['as long as it may be', sentence(most), true],
  ['longer', sentence(most + 1), false],
  ['longer, after a short one', `Short. ${sentence(most + 1)}`, false],
  ['longer, in a list', `- one\n- ${sentence(most + 1)}`, false],
  ['made of two parts', `${sentence(most).replace('.', ';')} ${sentence(most)}`, true],
  ['in a table', `| a |\n| - |\n| ${sentence(most + 1)} |`, true],
  ['in code', `    ${sentence(most + 1)}`, true],
])('a sentence of a document that is %s', (_, text, isAccepted) => {
  const { problems, status } = checkOf('docs/a.md', `# A\n\n${text}\n`)
  expect(problems).toBe(
    isAccepted ? '' : `docs/a.md: sentence of ${most + 1} words: "${'word '.repeat(8)}..."`,
  )
  expect(status).toBe(isAccepted ? 0 : 1)
})

test.each([
  ['a name that is stored', 'docs/a.md', 'The group `call-centre` reads organisation_name.'],
  ['a key of a text', 'locales/en/a.json', words('portal', 'please.stand', 'Wait for {userName}')],
  ['the word of its reader', 'locales/en/a.json', words('mail', 'k', 'The support visit began')],
  ['good Spanish', 'locales/es/a.json', words('portal', 'k', 'Usted puede ver su factura')],
  [
    'a function that begins with a verb',
    'server/a.ts',
    '/** Returns the bill. */\nexport function bill() {}',
  ],
])('accepts %s', (_, file, text) => {
  expect(checkOf(file, text)).toEqual({ problems: '', status: 0 })
})

describe('the subject of a commit of this branch', () => {
  const commit = (subject: string) =>
    git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--allow-empty', '-qm', subject)
  beforeAll(() => {
    git('init', '-q', '-b', 'main')
    commit('An old subject in another form')
    git('checkout', '-q', '-b', 'work')
  })

  test.each([
    ['desk: keep a draft across sign-out', true],
    ['tasks, integrations: name outcomes plainly', true],
    ['The boxes that choose tasks are large enough for a finger', false],
    ['desk: keep a draft across sign-out.', false],
    [`desk: ${'keep a draft '.repeat(6)}always`, false],
  ])('%j is accepted: %s', (subject, isAccepted) => {
    commit(subject)
    const { problems, status } = check()
    expect(problems).toBe(
      isAccepted ? '' : `commit "${subject}": "area: imperative", at most 72 characters, no full stop`,
    )
    expect(status).toBe(isAccepted ? 0 : 1)
    git('reset', '-q', '--hard', 'main')
  })

  test('with --since, the commits after another commit are checked', () => {
    commit('Refactored things')
    expect(check('--since', 'HEAD').status).toBe(0)
    expect(check('--since', 'HEAD~1').problems).toContain('commit "Refactored things"')
    git('reset', '-q', '--hard', 'main')
  })
})

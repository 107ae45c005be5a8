/** Writes the tables of docs/configuration.md from the contract, between its markers. `--check` only compares. */
import { readFileSync, writeFileSync } from 'node:fs'
import { actions } from '../contract/src/actions.ts'
import { entitlementOf, entitlements } from '../contract/src/entitlements.ts'
import { settings } from '../contract/src/settings.ts'

const file = 'docs/configuration.md'
const row = (...cells: string[]) => `| ${cells.join(' | ')} |`
const table = (head: string[], rows: string[][]) =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((r) => row(...r))].join('\n')
const code = (text: string) => `\`${text}\``

const asks = (name: string) =>
  Object.entries(actions)
    .filter(([, masqueradeClass]) => entitlementOf(masqueradeClass) === name)
    .map(([action]) => code(action))
    .join(', ')

const tables: Record<string, string> = {
  entitlements: table(
    ['entitlement', 'default', 'class', 'actions that ask for it today'],
    Object.entries(entitlements).map(([name, e]) => [
      code(name),
      e.default ? 'on' : 'off',
      e.class,
      asks(name) || 'none yet',
    ]),
  ),
  actions: table(
    ['action', 'in a masquerade'],
    Object.entries(actions).map(([name, masqueradeClass]) => [code(name), masqueradeClass]),
  ),
  settings: table(
    ['setting', 'per language', 'shipped value'],
    Object.entries(settings).map(([name, s]) => [
      code(name),
      s.perLocale ? 'yes' : 'no',
      s.perLocale ? 'a text, see the desk' : code(JSON.stringify(s.default)),
    ]),
  ),
}

const before = readFileSync(file, 'utf8')
const after = before.replace(/<!-- (\w+) -->[\s\S]*?<!-- end -->/g, (whole, name: string) =>
  tables[name] ? `<!-- ${name} -->\n${tables[name]}\n<!-- end -->` : whole,
)
if (process.argv.includes('--check')) {
  if (before !== after) {
    console.error(`${file} is not what the contract says: run npm run manual`)
    process.exitCode = 1
  }
} else writeFileSync(file, after)

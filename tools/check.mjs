/**
 * `npm run check`: types, lint, architecture, the lists of features, the price of a change, repeated lines, generated query types,
 * migrations, the manual, words, language, and every screen in every theme, language and width. Each is one check; the last
 * line is `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'

const node = process.execPath
const checks = {
  types: [node, 'node_modules/typescript/bin/tsc', '--noEmit'],
  lint: [node, 'node_modules/@biomejs/biome/bin/biome', 'check', '.'],
  architecture: [node, 'tools/architecture.mjs'],
  'lists of features': [node, 'tools/features.mjs', '--check'],
  'price of a change': [node, '--import', 'tsx', 'tools/price.ts'],
  'measure of the house': [node, 'tools/measure.mjs'],
  'repeated lines': [node, 'tools/repeats.mjs'],
  'query types': [node, '--import', 'tsx', 'tools/types.ts', '--check'],
  migrations: [node, 'tools/check-migrations.mjs'],
  manual: [node, '--import', 'tsx', 'tools/manual.ts', '--check'],
  words: [node, 'tools/check-words.mjs'],
  language: [node, 'tools/check-language.mjs'],
  'every screen in every variant': [
    node,
    'node_modules/@playwright/test/cli.js',
    'test',
    '-c',
    'e2e/playwright.config.ts',
    'accessibility',
  ],
}

// All themes, languages, widths and naughty strings, of which `npm test` takes a sample.
const env = { ...process.env, PORCHLIGHT_MATRIX: 'full' }
const failed = []
for (const [name, [command, ...args]] of Object.entries(checks)) {
  console.log(`\n== ${name}`)
  const { status } = spawnSync(command, args, { stdio: 'inherit', env })
  if (status !== 0) failed.push(name)
}
console.log()
for (const name of failed) console.log(`FAILED ${name}`)
console.log(`${Object.keys(checks).length - failed.length} passed, ${failed.length} failed`)
process.exitCode = failed.length > 0 ? 1 : 0

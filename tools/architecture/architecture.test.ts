import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { everyRule, findBreaches } from './breaches.mjs'

let folder = ''
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Makes a tree of files in a temporary folder and returns what the check finds in it. */
function breachesIn(files: Record<string, string>): string[] {
  folder = mkdtempSync(path.join(tmpdir(), 'porchlight-architecture-'))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  return findBreaches(folder).breaches
}

/** A file and its code for each breach. */
const breaches: Record<string, readonly (readonly [file: string, code: string])[]> = {
  'climbs more than two levels': [
    ['server/src/features/billing/a/deep.ts', "import { a } from '../../../config.ts'"],
    ['tools/bench/a/b.ts', "import { a } from '../../../server/src/config.ts'"],
  ],
  'a workspace imports only what is below it': [
    ['contract/src/a.ts', "import type { A } from '@porchlight/server/a.ts'"],
    ['embedded-postgres/src/a.ts', "import { StartRefused } from '../../server/src/start-refused.ts'"],
    ['locales/src/a.ts', "import { a } from '@porchlight/contract/a.ts'"],
    ['ui/src/a.tsx', "import { a } from '@porchlight/contract/a.ts'"],
    ['portal/src/app/a.tsx', "export { a } from '@porchlight/server/a.ts'"],
    ['desk/src/app/a.tsx', "import '@porchlight/portal/a.ts'"],
    ['server/src/main.ts', "const demo = await import('../../tools/demo/start-demo.ts')"],
    ['server/src/start/a.ts', "import { a } from '@porchlight/portal/app/portal.tsx'"],
    ['server/src/a.test.ts', "import { a } from '../../tools/search/rebuild.ts'"],
    ['server/src/a.ts', "import { a } from '../../e2e/browser.ts'"],
    ['another/a.ts', "import { a } from '../contract/src/a.ts'"],
    ['server/src/b.ts', "import { a } from '../../another/a.ts'"],
  ],
  'the contract imports nothing but zod': [
    ['contract/src/a.ts', "import { readFileSync } from 'node:fs'"],
    ['contract/src/a.ts', "const pg = await import('pg')"],
  ],
  'the embedded PostgreSQL imports nothing but Node': [['embedded-postgres/src/a.ts', "import pg from 'pg'"]],
  'a folder of the server imports only what is below it': [
    ['server/src/pipeline/a.ts', "import { a } from '#features/billing/index.ts'"],
    ['server/src/policy/a.ts', "import { a } from '../pipeline/run.ts'"],
    ['server/src/database/a.ts', "const { a } = await import('#tasks/a.ts')"],
    ['server/src/integrations/cis/a.ts', "import { a } from '#database/sql.ts'"],
    ['server/src/tasks/making/a.ts', "import type { A } from '#features/accounts/index.ts'"],
    ['server/src/worker/a.ts', "import { a } from '#tasks/working/work-tasks.ts'"],
    ['server/src/worker/a.ts', "import { a } from '#features/messages/index.ts'"],
    ['server/src/features/billing/a.ts', "import { a } from '#start/serve.ts'"],
    ['server/src/another/a.ts', "import { a } from '#database/sql.ts'"],
  ],
  'features meet only through index.ts': [
    ['server/src/features/billing/a.ts', "import { a } from '#features/accounts/queries.ts'"],
    ['server/src/features/billing/a.ts', "const a = await import('../accounts/queries.ts')"],
  ],
  'the policy rows of a feature know the policy alone': [
    ['server/src/features/billing/policy.ts', "import { a } from './rules.ts'"],
    ['server/src/features/billing/policy.ts', "import { a } from '#policy/decide.ts'"],
  ],
  'only tests import the testing folder': [
    ['server/src/features/billing/a.ts', "import { a } from '#testing/small-town.ts'"],
  ],
  'an island imports no page': [['portal/src/features/usage/a.island.tsx', "import { a } from './page.tsx'"]],
  'only the policy compares what a CSR holds': [
    ['server/src/features/billing/a.ts', "if (csr.permissions.has('bill:view')) open()"],
    ['server/src/features/billing/queries.ts', "const q = `SELECT 'a:b' = ANY (permissions_of($csrId))`"],
    ['desk/src/features/a.tsx', 'const may = page.desk.permissions.some((p) => p.isHeld)'],
  ],
  'more than three folders below src': [['server/src/features/a/b/c/d.ts', '']],
  'no barrel files in front ends': [
    ['portal/src/features/usage/index.ts', ''],
    ['desk/src/app/index.tsx', ''],
  ],
  'a name that says nothing': [
    ['server/src/features/billing/utils.ts', ''],
    ['tools/demo/row-helpers.ts', ''],
    ['ui/src/new.tsx', ''],
  ],
  'more than 350 lines, or 500 in a test': [
    ['desk/src/app/long.tsx', '\n'.repeat(351)],
    ['desk/src/app/long.test.tsx', '\n'.repeat(501)],
  ],
  'only config.ts reads the environment': [
    'const port = process.env.PORT',
    "const port = process?.env['PORT']",
    "const port = process['env'].PORT",
    'const { env } = process',
    'const { env: settings, argv } = process',
    "import { env } from 'node:process'",
    "import process from 'process'",
    "const { env } = await import('node:process')",
    'const all = Object.entries(process.env)',
    'const { PORT } = process.env',
    'const node = process\nread(node)',
    'read(process)',
    'const text = `port $' + '{process.env.PORT}`',
    'const { env } = globalThis.process',
    "const { env } = globalThis['process']",
    'const mode = import.meta.env.MODE',
  ].map((code, nth) => [`${['server', 'desk', 'contract'][nth % 3]}/src/a.ts`, code] as const),
  'only decide makes a grant': [
    ['server/src/features/billing/a.ts', "const grant = {} as Grant<'bills:view'>"],
  ],
  'only the task engine proves a task, and only what writes lines proves a line': [
    ['server/src/features/billing/a.ts', "const task = taskProof(1, 'mailing-address')"],
    ['server/src/features/masquerade/handlers.ts', 'return recorded(recordProof, {})'],
  ],
  'a dynamic import names its module': [['server/src/a.ts', 'const a = await import(name)']],
  cycle: [
    ['server/src/a.ts', "import './b.ts'"],
    ['server/src/b.ts', "const a = () => import('./a.ts')"],
  ],
}

test('has a breach to find for every rule', () => {
  expect(Object.keys(breaches).sort()).toEqual([...everyRule].sort())
})

const alone = Object.entries(breaches).filter(([rule]) => rule !== 'cycle')
test.each(alone.flatMap(([rule, cases]) => cases.map(([file, code]) => [rule, file, code] as const)))(
  'finds: %s (%s: %s)',
  (rule, file, code) => {
    expect(breachesIn({ [file]: code }).map((breach) => breach.split(': ').pop())).toContain(rule)
  },
)

test('finds a cycle, also one that a dynamic import closes', () => {
  expect(breachesIn(Object.fromEntries(breaches.cycle ?? []))).toEqual([
    'cycle: server/src/a.ts -> server/src/b.ts -> server/src/a.ts',
  ])
})

test('finds nothing in a tree that keeps the rules', () => {
  const tree = {
    'contract/src/a.ts': "import { z } from 'zod'\nexport const a = z.string()",
    'embedded-postgres/src/a.ts': "import { join } from 'node:path'",
    'ui/src/button.tsx': "import type { VNode } from 'preact'",
    'portal/src/app/portal.tsx':
      "import { a } from '@porchlight/contract/a.ts'\nimport '@porchlight/ui/button.tsx'",
    'server/src/app.ts':
      "import { a } from '@porchlight/portal/app/portal.tsx'\nimport './features/billing/handlers.ts'",
    'server/src/config.ts':
      "// process.env is handed in: 'process.env'\nexport const read = (env: Env) => env.PORT",
    'server/src/features/billing/handlers.ts':
      "import { a } from '#tasks/a.ts'\nimport { b } from '#features/accounts/index.ts'\nprocess.exit(1)\nprocess.on('exit', stop)",
    'server/src/features/billing/a.test.ts':
      "import { a } from '#testing/a.ts'\nconst seed = process.env.SEED",
    'server/src/policy/rows.generated.ts': "export { rows } from '#features/billing/policy.ts'",
    'server/src/features/billing/policy.ts': "import { a } from '#policy/policy.ts'",
    'server/src/tasks/a.ts': "import type { Job } from '#worker/job.ts'",
    'tools/start.mjs': "await main(process.env)\nawait import('../dist/server.mjs')",
    'tools/demo/start-demo.ts': "import { a } from '@porchlight/server/main.ts'",
    'e2e/a.spec.ts': "import { a } from '../tools/demo/a.ts'\nconst { CI } = process.env",
    'node_modules/a/a.ts': "import { a } from '../../server/src/a.ts'",
  }
  expect(breachesIn(tree)).toEqual([])
})

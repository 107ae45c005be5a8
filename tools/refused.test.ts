import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'

const project = fileURLToPath(new URL('..', import.meta.url))
const files = ['contract/src', 'server/src'].flatMap((folder) =>
  readdirSync(path.join(project, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.refused.ts'))
    .map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`),
)

/** Statements that must not compile: each is below a comment `// refused (TS2345): why`, which names the compiler's error. */
const marked = files.flatMap((file) =>
  readFileSync(path.join(project, file), 'utf8')
    .split('\n')
    .flatMap((text, at) => {
      const [, code, why] = /^\/\/ refused \((TS\d+)\): (.+)/.exec(text) ?? []
      return why ? [{ file, line: at + 2, code, why }] : []
    }),
)

/** The compiler's errors, as `file:line: code`. */
let errors: string[]
beforeAll(() => {
  const compiler = path.join(project, 'node_modules/typescript/bin/tsc')
  const { stdout } = spawnSync(
    process.execPath,
    [compiler, '-p', 'tsconfig.refused.json', '--pretty', 'false'],
    {
      cwd: project,
      encoding: 'utf8',
    },
  )
  errors = [...stdout.matchAll(/^(\S+)\((\d+),\d+\): error (TS\d+)/gm)].map(
    ([, file, line, code]) => `${file}:${line}: ${code}`,
  )
})

describe('does not compile', () => {
  test.each(marked)('$file: $why', ({ file, line, code }) => {
    expect(errors).toContainEqual(`${file}:${line}: ${code}`)
  })

  test('nothing else in these files', () => {
    expect(errors).toHaveLength(marked.length)
  })
})

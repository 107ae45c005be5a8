import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { buildPlan } from '../../build-plan.mjs'
import type { FileEdit } from './proof.ts'

const project = fileURLToPath(new URL('../../..', import.meta.url))
/** The copy starts what was built last: `npm start` would build and compress everything for each fault. */
const startScript = `const { main } = await import('../dist/server.mjs')
await main(process.env, async (...args) => (await import('../dist/demo.mjs')).startDemo(...args))
`

/** Makes a copy of the project in a temporary folder, built, in which a fault can be made and taken back. */
export function copyOfProject() {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-proofs-'))
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: project,
    encoding: 'utf8',
  })
  for (const file of files.trim().split('\n'))
    if (existsSync(path.join(project, file)))
      cpSync(path.join(project, file), path.join(folder, file), { recursive: true })
  cpSync(path.join(project, 'dist'), path.join(folder, 'dist'), { recursive: true })
  symlinkSync(path.join(project, 'node_modules'), path.join(folder, 'node_modules'))
  writeFileSync(path.join(folder, 'tools/start.mjs'), startScript)

  /** Builds the processes, and what browsers load where that was edited. */
  const rebuild = async (isForBrowsers: boolean) => {
    const plan = buildPlan(folder)
    for (const options of isForBrowsers ? plan : plan.slice(0, 1)) {
      const { outputFiles = [] } = await build(options)
      for (const { path: file, contents } of outputFiles) {
        mkdirSync(path.dirname(file), { recursive: true })
        writeFileSync(file, contents)
        // A compressed copy of the old file must not be served in the place of the new one.
        for (const ending of ['.br', '.gz']) rmSync(file + ending, { force: true })
      }
    }
  }
  let hasOldFault = false
  const isLoadedByBrowsers = ({ file }: FileEdit) => /^(desk|ui)\/|\.island\.tsx?$/.test(file)

  return {
    folder,
    /** Makes the edits, builds, and returns the way back. Throws where a file has the text no longer. */
    make: async (edits: readonly FileEdit[]) => {
      const before = new Map<string, string>()
      for (const { file, find, replace } of edits) {
        const at = path.join(folder, file)
        const text = readFileSync(at, 'utf8')
        if (!text.includes(find)) throw new Error(`${file} has no longer: ${find}`)
        if (!before.has(at)) before.set(at, text)
        writeFileSync(
          at,
          text.replace(find, () => replace),
        )
      }
      const isForBrowsers = edits.some(isLoadedByBrowsers)
      // Also a fault of the database alone: what was built may have the fault before it.
      if (edits.length > 0 || hasOldFault) await rebuild(isForBrowsers)
      hasOldFault = edits.length > 0
      return async () => {
        for (const [at, text] of before) writeFileSync(at, text)
        // The next fault builds the processes anyway.
        if (isForBrowsers) await rebuild(true)
      }
    },
    /** Builds the processes as they are in the sources. */
    rebuild: () => rebuild(false),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

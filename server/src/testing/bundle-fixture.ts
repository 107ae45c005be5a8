import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { build } from 'esbuild'
import { projectFolder } from '../project-folder.ts'

/** Bundles a process that a test kills into one file, so that it begins soon. Returns where it is. */
export async function bundleFixture(entryPoint: string): Promise<string> {
  const root = projectFolder()
  // Test files in one process may bundle the same entry point; each removes its own file.
  const name = `${path.basename(entryPoint, '.fixture.ts')}-${randomBytes(8).toString('hex')}`
  const outfile = path.join(root, `.cache/${name}.mjs`)
  await build({
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    // Workspaces are TypeScript, which a process without a loader cannot run.
    alias: Object.fromEntries(
      ['contract', 'embedded-postgres', 'locales'].map((name) => [
        `@porchlight/${name}`,
        path.join(root, name, 'src'),
      ]),
    ),
    logLevel: 'error',
  })
  return outfile
}

import path from 'node:path'
import { build } from 'esbuild'
import { projectFolder } from '../project-folder.ts'

/** Bundles a process that a test kills into one file, so that it begins soon. Returns where it is. */
export async function bundleFixture(entryPoint: string): Promise<string> {
  const root = projectFolder()
  const name = `${path.basename(path.dirname(entryPoint))}-${path.basename(entryPoint, '.fixture.ts')}`
  const outfile = path.join(root, `.cache/${name}-${process.pid}.mjs`)
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

import path from 'node:path'
import { build } from 'esbuild'
import { projectFolder } from '../../project-folder.ts'

/** The worker that is killed as one file, so that it begins soon. Returns where it is. */
export async function bundleWorker(): Promise<string> {
  const root = projectFolder()
  const outfile = path.join(root, `.cache/crash-worker-${process.pid}.mjs`)
  await build({
    entryPoints: [path.join(root, 'server/src/tasks/crash/crash-worker.fixture.ts')],
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

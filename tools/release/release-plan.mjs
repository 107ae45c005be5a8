import path from 'node:path'
import { buildPlan } from '../build-plan.mjs'

/** A release's processes import no demo: neither stand-ins nor made-up people, nor the packages that these need. */
const withoutDemo = (project) => ({
  name: 'without-demo',
  setup(build) {
    build.onResolve({ filter: /\/start-demo\.ts$/ }, () => ({
      path: path.join(project, 'server/src/start/no-demo.ts'),
    }))
  },
})

/** Commands of an installation; `demo` fills one with made-up people. */
const isOfRelease = (name) => name !== 'stand-ins' && name !== 'commands/demo'

/** What esbuild is asked for to make a release: as for `npm start`, without the demo. */
export function releasePlan(project) {
  const [processes, ...browsers] = buildPlan(project)
  const entryPoints = Object.fromEntries(
    Object.entries(processes.entryPoints).filter(([name]) => isOfRelease(name)),
  )
  const plugins = [withoutDemo(project), ...processes.plugins]
  return [{ ...processes, entryPoints, plugins }, ...browsers].map((options) => ({
    ...options,
    metafile: true,
  }))
}

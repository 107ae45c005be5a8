import { buildPlan } from '../build-plan.mjs'

/** A release has no demo: neither stand-ins nor made-up customers, nor the packages that these need. */
const ofDemo = ['demo', 'stand-ins', 'commands/demo']

/** Returns what esbuild is asked for to make a release: as for `npm start`, without the demo. */
export function releasePlan(project) {
  const [processes, ...browsers] = buildPlan(project)
  const entryPoints = Object.fromEntries(
    Object.entries(processes.entryPoints).filter(([name]) => !ofDemo.includes(name)),
  )
  return [{ ...processes, entryPoints }, ...browsers].map((options) => ({ ...options, metafile: true }))
}

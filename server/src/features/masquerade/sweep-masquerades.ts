import type { Job } from '#worker/job.ts'
import { sweepMasquerades as sweep } from '#worker/queries.ts'

/** Writes the end of the masquerades that nobody closed: within 60 seconds, by the masquerade design. */
export const sweepMasquerades: Job = {
  name: 'sweep-masquerades',
  everyMs: 20_000,
  run: async ({ pool, installation }) => {
    const { ended } = await sweep.one(pool, {})
    if (ended > 0) installation.log.info({ ended }, 'masquerades ended by the sweeper')
  },
}

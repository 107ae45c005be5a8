import { StartRefused } from '../start-refused.ts'

/** Stands for `start-demo.ts` in a release, which brings neither stand-ins nor a database (tools/release/release-plan.mjs). */
export async function startDemo(): Promise<void> {
  throw new StartRefused(
    'This is a release, which has no demo: set DATABASE_URL to your PostgreSQL, and PORCHLIGHT_ISSUER to your identity provider.',
  )
}

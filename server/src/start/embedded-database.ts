import { StartRefused as NotStarted } from '@porchlight/embedded-postgres/errors.ts'
import { chooseHome } from '@porchlight/embedded-postgres/home.ts'
import { type OpenOptions, openEmbedded } from '@porchlight/embedded-postgres/open-embedded.ts'
import { StartRefused } from '../start-refused.ts'

/** The folder for data of root that PostgreSQL's account cannot reach elsewhere. */
const shelter = '/var/lib/porchlight'

/** Opens the PostgreSQL that an installation without `DATABASE_URL` keeps in its data folder. Throws StartRefused. */
export async function openEmbeddedDatabase(options: Omit<OpenOptions, 'application' | 'shelter'>) {
  try {
    return await openEmbedded({ ...options, application: 'Porchlight', shelter })
  } catch (error) {
    throw withSettings(error)
  }
}

/** Returns the folder that the data is really kept in, which for root may be another than the data folder. Throws StartRefused. */
export function homeOf(dataFolder: string): string {
  try {
    return chooseHome(dataFolder, shelter).folder
  } catch (error) {
    throw withSettings(error)
  }
}

/** Adds the names of our settings to a refusal, which speaks of "another data folder" and "a PostgreSQL server". */
function withSettings(error: unknown): unknown {
  if (!(error instanceof NotStarted)) return error
  const advice = 'PORCHLIGHT_DATA names the data folder; DATABASE_URL names a PostgreSQL server instead.'
  return new StartRefused(`${error.message} ${advice}`, { cause: error })
}

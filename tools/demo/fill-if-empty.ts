import type { Config } from '@porchlight/server/config.ts'
import { openPool } from '@porchlight/server/database/sql.ts'
import { isEmpty } from './rows/statements.ts'

/** The seed of every demo, so that two people see the same town. */
const seed = 1

type Filling = {
  config: Pick<Config, 'timeZone'>
  ownerUrl: string
  encryptionKey: string
  /** The issuer of the identity provider that the demo's staff use. */
  issuer: string
  people: number
  say: (sentence: string) => void
}

/** Fills an empty database with the demo utility and shows a progress bar. Returns whether the database was empty. */
export async function fillIfEmpty(filling: Filling): Promise<boolean> {
  const { config, ownerUrl, encryptionKey, issuer, people, say } = filling
  const owner = openPool(ownerUrl, 1)
  const empty = await isEmpty(owner).finally(() => owner.end())
  if (!empty) return false
  const [{ fillDemo }, { progressBar }] = await Promise.all([
    import('./fill-demo.ts'),
    import('@porchlight/server/start/progress-bar.ts'),
  ])
  const bar = progressBar(`Filling the demo utility (${people.toLocaleString('en')} people)`, say)
  try {
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: config.timeZone }).format(new Date())
    const { timeZone } = config
    const onProgress = (fraction: number) => bar.update(fraction)
    const made = await fillDemo({
      ownerUrl,
      people,
      seed,
      issuer,
      timeZone,
      today,
      encryptionKey,
      onProgress,
    })
    bar.stop()
    const count = (n: number) => n.toLocaleString('en')
    say(
      `${count(made.people)} people, ${count(made.accounts)} accounts, ${count(made.bills)} bills in ${made.seconds.toFixed(1)} s.`,
    )
    return true
  } finally {
    bar.stop()
  }
}

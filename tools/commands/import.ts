import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { readConfig } from '@porchlight/server/config.ts'
import type { Env } from '@porchlight/server/config-values.ts'
import { StartRefused } from '@porchlight/server/database/embedded/start-refused.ts'
import { openPool } from '@porchlight/server/database/sql.ts'
import { keepSecrets } from '@porchlight/server/start/keep-secrets.ts'
import { openInstallationDatabase } from '@porchlight/server/start/open-database.ts'
import { progressBar } from '@porchlight/server/start/progress-bar.ts'
import { watchSignals } from '@porchlight/server/start/stopping.ts'
import { importUsage, type UsageImport } from '../import/usage.ts'

const usage = 'npm run import -- usage FILE --service-point ID [--usage-point PATH] [--yes]'

/** Imports what others measured: `usage`, a Green Button file. It may run beside the application. */
export async function run(args: string[], env: Env): Promise<void> {
  const { isAgreed, ...given } = optionsOf(args)
  const config = readConfig(env)
  const say = (sentence: string) => console.log(sentence)
  const stopping = watchSignals(say)
  try {
    const encryptionKey = config.encryptionKey ?? (await keepSecrets(config.dataFolder)).encryptionKey
    const opened = await openInstallationDatabase({ config, encryptionKey, stopping, say, exclusive: false })
    const owner = openPool(opened.ownerUrl, 1)
    stopping.add(() => owner.end())
    const bar = progressBar(`Importing usage of service point ${given.servicePointId}`, say)
    const { months, changed } = await importUsage(owner, {
      ...given,
      timeZone: config.timeZone,
      confirm: isAgreed ? async () => true : ask,
      say,
      onProgress: bar.update,
    }).finally(bar.stop)
    say(
      changed === 0
        ? `All ${months} months were there already.`
        : `${changed} of ${months} months are new or changed.`,
    )
  } finally {
    await stopping.closeAll()
  }
}

function optionsOf(
  args: string[],
): Pick<UsageImport, 'file' | 'servicePointId' | 'usagePoint'> & { isAgreed: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'service-point': { type: 'string' },
        'usage-point': { type: 'string' },
        yes: { type: 'boolean' },
      },
    })
    const [what, file, ...more] = positionals
    const id = values['service-point'] ?? ''
    if (what !== 'usage' || !file || more.length > 0 || !/^\d{1,15}$/.test(id)) throw new Error('')
    return {
      file,
      servicePointId: Number(id),
      usagePoint: values['usage-point'],
      isAgreed: values.yes ?? false,
    }
  } catch (error) {
    throw new StartRefused(`${(error as Error).message} Usage: ${usage}`.trim())
  }
}

/** A question for whoever sits there; where nobody does, the answer is no. */
async function ask(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.error(question)
    return false
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`\n${question} (y/N) `).finally(() => terminal.close())
  return /^y(es)?$/i.test(answer.trim())
}

import { type Config, readConfig } from '@porchlight/server/config.ts'
import type { Env } from '@porchlight/server/config-values.ts'
import { keepSecrets } from '@porchlight/server/start/keep-secrets.ts'
import { openInstallationDatabase } from '@porchlight/server/start/open-database.ts'
import { watchSignals } from '@porchlight/server/start/stopping.ts'
import { type FileCommand, importCommand, type UsageCommand } from '../import/import-command.ts'
import { runFileImport } from '../import/run-file-import.ts'
import { runUsageImport } from '../import/usage/run-usage-import.ts'

/**
 * Imports what others know: people, accounts and the rest of the CIS's records, or `usage`, a Green Button file. It may run
 * beside the application. Exit code 2: some records were rejected.
 */
export async function run(args: string[], env: Env): Promise<void> {
  const command = importCommand(args)
  const config = readConfig(env)
  const say = (sentence: string) => console.log(sentence)
  const stopping = watchSignals(say)
  try {
    const encryptionKey = config.encryptionKey ?? (await keepSecrets(config.dataFolder)).encryptionKey
    const opened = await openInstallationDatabase({ config, encryptionKey, stopping, say, exclusive: false })
    await runOn({ ...opened, config, encryptionKey, stopping, say }, command)
  } finally {
    await stopping.closeAll()
  }
}

type Opened = {
  ownerUrl: string
  config: Config
  encryptionKey: string
  stopping: ReturnType<typeof watchSignals>
  say(sentence: string): void
}

async function runOn(opened: Opened, command: FileCommand | UsageCommand): Promise<void> {
  if ('servicePointId' in command) return runUsageImport(opened, command)
  const rejected = await runFileImport(opened, command)
  if (rejected > 0) process.exitCode = 2
}

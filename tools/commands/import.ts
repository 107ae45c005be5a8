import type { Env } from '@porchlight/server/config-values.ts'
import { type FileCommand, importCommand, type UsageCommand } from '../import/import-command.ts'
import { runFileImport } from '../import/run-file-import.ts'
import { runUsageImport } from '../import/usage/run-usage-import.ts'
import { type OnInstallation, onInstallation } from '../on-installation.ts'

/**
 * Imports the CIS's records (people, accounts ...), or with `usage` a Green Button file. It may run
 * beside the application. Exit code 2: some records were rejected.
 */
export async function run(args: string[], env: Env): Promise<void> {
  const command = importCommand(args)
  await onInstallation(env, (on) => runOn(on, command))
}

async function runOn(on: OnInstallation, command: FileCommand | UsageCommand): Promise<void> {
  if ('servicePointId' in command) return runUsageImport(on, command)
  const rejected = await runFileImport(on, command)
  if (rejected > 0) process.exitCode = 2
}

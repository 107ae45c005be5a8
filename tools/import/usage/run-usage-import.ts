import { createInterface } from 'node:readline/promises'
import { openPool } from '@porchlight/server/database/sql.ts'
import { progressBar } from '@porchlight/server/start/progress-bar.ts'
import type { Stopping } from '@porchlight/server/start/stopping.ts'
import type { UsageCommand } from '../import-command.ts'
import { importUsage } from './usage.ts'

type Opened = {
  ownerUrl: string
  config: { timeZone: string }
  stopping: Pick<Stopping, 'add'>
  say(sentence: string): void
}

/** Imports a file of meter data and says how many months it changed. */
export async function runUsageImport(opened: Opened, command: UsageCommand): Promise<void> {
  const { ownerUrl, config, stopping, say } = opened
  const { file, servicePointId, usagePoint, heatingValue, isAgreed } = command
  const owner = openPool(ownerUrl, 1)
  stopping.add(() => owner.end())
  const bar = progressBar(`Importing usage of service point ${servicePointId}`, say)
  const { months, changed, periods } = await importUsage(owner, {
    file,
    servicePointId,
    usagePoint,
    heatingValue,
    timeZone: config.timeZone,
    confirm: isAgreed ? async () => true : ask,
    say,
    onProgress: bar.update,
  }).finally(bar.stop)
  const all =
    periods === undefined
      ? `${months} months`
      : months === 0
        ? `${periods} billing periods`
        : `${months} months and ${periods} billing periods`
  say(changed === 0 ? `All ${all} were there already.` : `${changed} of ${all} are new or changed.`)
}

/** Asks the person at the terminal. Without a terminal the reply is no. */
async function ask(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.error(question)
    return false
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const reply = await terminal.question(`\n${question} (y/N) `).finally(() => terminal.close())
  return /^y(es)?$/i.test(reply.trim())
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Account } from './home.ts'
import type { OpenOptions } from './open-embedded.ts'

/** For tests: a process of its own that opened a server. `said` is its line, `close` lets it close and end. */
export type OwnerProcess = {
  child: ChildProcess
  said: { owner?: boolean; firstStart?: boolean; url?: string; refused?: string }
  close(): Promise<void>
  kill(): Promise<void>
}

const FIXTURE = fileURLToPath(new URL('./owner-process.fixture.ts', import.meta.url))
/** Lets Node run TypeScript: `node --import`. */
export const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

/** For tests: opens a server in another process, possibly as another user. Throws when it says nothing. */
export async function openElsewhere(
  options: Pick<OpenOptions, 'dataFolder' | 'exclusive' | 'flags'>,
  how: { as?: Account; exit?: boolean } = {},
): Promise<OwnerProcess> {
  const words = ['--import', TSX, FIXTURE, JSON.stringify(options), ...(how.exit ? ['exit'] : [])]
  const child = spawn(process.execPath, words, { ...how.as, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  const line = await Promise.race([once(lines, 'line'), ended.then(() => null)])
  if (line === null) throw new Error('The other process ended without a word')
  return {
    child,
    said: JSON.parse(String(line[0])) as OwnerProcess['said'],
    close: async () => {
      child.stdin.end()
      await ended
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

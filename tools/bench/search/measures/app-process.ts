import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** What the application has done since it started: statements, packets of statements to the database, and its CPU time. */
export type AppCounts = { statements: number; roundTrips: number; cpuMs: number }

export type AppProcess = { port: number; counts(): Promise<AppCounts>; close(): Promise<void> }

/**
 * Starts the application in a process of its own on a database.
 * @param profileFolder where the process leaves its CPU profile when it ends; null for none
 */
export const startApp = (url: string, profileFolder: string | null): Promise<AppProcess> =>
  startCounted(new URL('./app.process.ts', import.meta.url), [url], profileFolder)

/** Starts a process that prints its port, and its counts for each line that it reads. */
export async function startCounted(
  place: URL,
  args: readonly string[],
  profileFolder: string | null = null,
): Promise<AppProcess> {
  const file = fileURLToPath(place)
  const profiling = profileFolder === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`]
  const child = spawn(process.execPath, [...profiling, '--import', 'tsx', file, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const ended = once(child, 'exit')
  const nextLine = async () => {
    const [line] = await Promise.race([once(lines, 'line'), ended.then(() => [''])])
    if (!line) throw new Error('the application has ended')
    return String(line)
  }
  const port = Number(await nextLine())
  return {
    port,
    counts: async () => {
      child.stdin.write('\n')
      return JSON.parse(await nextLine()) as AppCounts
    },
    close: async () => {
      child.stdin.end()
      await ended
    },
  }
}

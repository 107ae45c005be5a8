import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

/** A process that a test starts, and mostly kills. */
export type TestProcess = {
  child: ChildProcess
  /** Waits for what the process leads to. @throws as soon as the process ends before, with what it wrote to standard error */
  until<T>(outcome: Promise<T>): Promise<T>
  /** Resolves when the process has ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** Kills the process and waits for its end. @throws where it had ended by itself */
  kill(): Promise<void>
}

/** Starts a TypeScript file, or a JavaScript file with `execArgv: []`, in a process of its own with a channel for messages. */
export function startProcess(
  file: string,
  args: readonly string[] = [],
  execArgv: readonly string[] = ['--import', 'tsx'],
): TestProcess {
  const child = fork(file, args, { execArgv: [...execArgv], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk
  })
  const said = once(child.stderr ?? child, 'end')
  // Not `close`: it never comes after the parent has disconnected.
  const ended = once(child, 'exit').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }))
  const early = ended.then<never>(async ({ code, signal }) => {
    await said
    throw new Error(`${path.basename(file)} ended with ${signal ?? code}: ${errors.trim()}`)
  })
  early.catch(() => {})
  return {
    child,
    ended,
    until: (outcome) => Promise.race([outcome, early]),
    kill: async () => {
      child.kill('SIGKILL')
      const { signal } = await ended
      if (signal !== 'SIGKILL') await early
    },
  }
}

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { senderTo } from '../bench-app.ts'

/** A server in a process of its own. */
export type Served = Awaited<ReturnType<typeof serveIn>>

/** Starts a process file of this folder over a database, and waits until it listens. */
export async function serveIn(file: string, databaseUrl: string) {
  const child: ChildProcess = fork(new URL(`./${file}`, import.meta.url), [databaseUrl], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [port] = (await once(child, 'message')) as [number]
  const { send, close } = senderTo(port)
  return {
    send,
    /** CPU milliseconds that the process has used. */
    cpu: async () => {
      child.send('cpu')
      return (await once(child, 'message'))[0] as number
    },
    close: async () => {
      close()
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

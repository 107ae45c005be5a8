import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const project = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/** Our environment without the settings of an installation. */
const surroundings = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(PORCHLIGHT_|DATABASE_URL|PORT$|SMTP_URL|TRUSTED_PROXIES|NODE_)/.test(name),
  ),
)

/** For tests: a process of the product, and what it has said. */
export type Started = {
  child: ChildProcess
  output(): string
  /** Resolves when the words are printed. @throws when the process ends before, with what it said. */
  says(words: string): Promise<void>
  /** Its exit code, when it has ended. */
  exit: Promise<number | null>
}

export function run(script: string, args: string[], env: Record<string, string>): Started {
  const child = spawn(process.execPath, [path.resolve(project, script), ...args], {
    cwd: project,
    env: { ...surroundings, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const heard = new Set<() => void>()
  const hear = (chunk: Buffer) => {
    said += chunk.toString()
    for (const tell of heard) tell()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const exit = once(child, 'close').then(([code]) => code as number | null)
  return {
    child,
    exit,
    output: () => said,
    says: async (words) => {
      const spoken = new Promise<void>((resolve) => {
        const tell = () => {
          if (!said.includes(words)) return
          heard.delete(tell)
          resolve()
        }
        heard.add(tell)
        tell()
      })
      const ended = exit.then((code) => {
        throw new Error(`ended with ${code} before it said "${words}": ${said}`)
      })
      await Promise.race([spoken, ended])
      ended.catch(() => {})
    },
  }
}

export type Page = { status: number | undefined; headers: IncomingMessage['headers']; body: string }

/** Asks 127.0.0.1 under another name, as a browser does that resolves *.localhost by itself. */
export async function ask(port: number, host: string, where: string): Promise<Page> {
  const request = get({ host: '127.0.0.1', port, path: where, headers: { host }, agent: false })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return { status: response.statusCode, headers: response.headers, body: await text(response) }
}

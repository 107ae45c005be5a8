import type { Connection } from './connection.ts'
import { ConnectionError } from './errors.ts'

type Channel = { onNotice(payload: string): void; onListening(): void }
type NamedChannel = readonly [name: string, channel: Channel]

const firstPauseMs = 100
const longestPauseMs = 3_000
/** Interval of the keep-alive check. A silent connection may be lost without an error. */
const pingMs = 10_000
const answerMs = 5_000

/** Listens for notices on its own connection. Reconnects without limit when the connection is lost. */
export class Listener {
  readonly #open: () => Promise<Connection>
  readonly #channels: NamedChannel[] = []
  #connection: Connection | undefined
  #isOpening = false
  #isEnded = false
  #pauseMs = firstPauseMs
  #pause: NodeJS.Timeout | undefined
  #pinging: NodeJS.Timeout | undefined

  constructor(open: () => Promise<Connection>) {
    this.#open = open
  }

  /** Listens from now on. Resolves when it does for the first time; `onListening` is called then, and after each break. */
  async listen(name: string, onNotice: (payload: string) => void, onListening = () => {}): Promise<void> {
    if (this.#isEnded) throw new ConnectionError('CONNECTION_ENDED')
    await new Promise<void>((resolve) => {
      const channel: Channel = {
        onNotice,
        onListening: () => {
          onListening()
          resolve()
        },
      }
      this.#channels.push([name, channel])
      if (this.#connection) void this.#begin(this.#connection, [[name, channel]])
      else void this.#connect()
    })
  }

  end(): void {
    this.#isEnded = true
    clearTimeout(this.#pause)
    clearInterval(this.#pinging)
    this.#connection?.close()
    this.#connection = undefined
  }

  async #connect(): Promise<void> {
    if (this.#isOpening || this.#isEnded) return
    this.#isOpening = true
    try {
      const connection = await this.#open()
      this.#isOpening = false
      if (this.#isEnded) return connection.close()
      this.#connection = connection
      connection.onNotification = (name, payload) => {
        for (const [of, channel] of this.#channels) if (of === name) channel.onNotice(payload)
      }
      connection.onOver = () => this.#lost(connection)
      if (connection.isOver) return this.#lost(connection)
      this.#pinging = setInterval(() => this.#ping(connection), pingMs).unref()
      await this.#begin(connection, this.#channels)
    } catch {
      this.#isOpening = false
      this.#connectLater()
    }
  }

  async #begin(connection: Connection, channels: readonly NamedChannel[]): Promise<void> {
    try {
      for (const name of new Set(channels.map(([of]) => of))) await connection.query(`LISTEN "${name}"`)
      this.#pauseMs = firstPauseMs
      for (const [, channel] of [...channels]) channel.onListening()
    } catch {
      connection.destroy()
    }
  }

  #ping(connection: Connection): void {
    const late = setTimeout(() => connection.destroy(), answerMs).unref()
    connection.query('SELECT 1').then(
      () => clearTimeout(late),
      () => connection.destroy(),
    )
  }

  #lost(connection: Connection): void {
    if (this.#connection !== connection) return
    this.#connection = undefined
    clearInterval(this.#pinging)
    this.#connectLater()
  }

  #connectLater(): void {
    if (this.#isEnded) return
    clearTimeout(this.#pause)
    // A random delay, so that processes that lost the same server do not all reconnect at the same moment.
    this.#pause = setTimeout(() => this.#connect(), this.#pauseMs * (0.75 + Math.random() / 2))
    this.#pause.unref()
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs)
  }
}

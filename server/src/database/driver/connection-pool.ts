import { Connection, type ConnectionSettings } from './connection.ts'
import { ConnectionError } from './errors.ts'
import { Statements } from './statements.ts'

export type PoolSettings = ConnectionSettings & {
  size: number
  /** How long a request waits for a connection, in milliseconds. */
  checkoutMs: number
  /** Maximum age of a connection. An idle connection closes at a random time shortly before it. */
  lifetimeMs: number
  /** The same database with another password: tried where the first is refused, and kept where it is accepted. */
  otherUrl?: string | undefined
  onQuery?: ((text: string) => void) | undefined
}

type Waiting = { resolve(connection: Connection): void; reject(error: Error): void; leftMs: number }

/** Length of the waiting queue. Further requests are refused at once. */
const mostWaiting = 2_000
/** The pool counts checks instead of clock time, because answers wait unread while this process is busy. */
const sweepMs = 250
/** Delay before a retry to a server that is full or starting. */
const retryMs = 150

/** Code of a refused password. */
const wrongPassword = '28P01'

/** Codes of a server that will take a connection soon: no place left, starting up. */
const isSoon = (error: unknown) => ['53300', '57P03'].includes((error as { code?: string }).code ?? '')

/** Pools connections to one database as one role. Every wait has a time-out, and a lost connection is never reused. */
export class ConnectionPool {
  readonly statements = new Statements()
  #url: string
  readonly #firstUrl: string
  readonly #settings: PoolSettings
  readonly #all = new Map<Connection, number>()
  readonly #idle: Connection[] = []
  readonly #waiting: Waiting[] = []
  #opening = 0
  #sweeping: NodeJS.Timeout | undefined
  #retry: NodeJS.Timeout | undefined
  #isEnding = false
  /** The last connection error, which becomes the cause of a time-out. */
  #lastRefusal: Error | undefined
  #onEmpty: () => void = () => {}

  constructor(url: string, settings: PoolSettings) {
    this.#url = url
    this.#firstUrl = url
    this.#settings = settings
  }

  /** How many connections there are, how many of them nobody uses, how many requests wait for one, and how many there may be. */
  get counts() {
    return {
      open: this.#all.size,
      idle: this.#idle.length,
      waiting: this.#waiting.length,
      most: this.#settings.size,
    }
  }

  /** Returns a connection within `checkoutMs`. @throws ConnectionError or PostgresError where there is none */
  async acquire(): Promise<Connection> {
    if (this.#isEnding) throw new ConnectionError('CONNECTION_ENDED')
    const idle = this.#takeIdle()
    if (idle) return idle
    if (this.#waiting.length >= mostWaiting) throw new ConnectionError('POOL_TIMEOUT')
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject, leftMs: this.#settings.checkoutMs })
      this.#sweepRegularly()
      this.#openWhereWanted()
    })
  }

  /** Takes a connection back. Gives it to the request that has waited longest, or keeps it idle. Ends a broken connection. */
  release(connection: Connection): void {
    if (!connection.isClean) connection.destroy()
    else if (this.#isEnding || this.#isOld(connection)) this.#retire(connection)
    else this.#handOn(connection)
  }

  #handOn(connection: Connection): void {
    const next = this.#waiting.shift()
    if (next) next.resolve(connection)
    else this.#idle.push(connection)
  }

  /** Opens an extra connection that does not count in the pool. */
  openApart(): Promise<Connection> {
    if (this.#isEnding) return Promise.reject(new ConnectionError('CONNECTION_ENDED'))
    return this.#connect()
  }

  /** Ends all connections, those in use when they are given back, or after so long. */
  async end(withinMs: number): Promise<void> {
    this.#isEnding = true
    for (const { reject } of this.#waiting.splice(0)) reject(new ConnectionError('CONNECTION_ENDED'))
    clearTimeout(this.#retry)
    for (const connection of this.#idle.splice(0)) this.#retire(connection)
    if (this.#all.size > 0) {
      const late = setTimeout(() => {
        for (const connection of this.#all.keys()) connection.destroy()
      }, withinMs)
      await new Promise<void>((resolve) => {
        this.#onEmpty = resolve
      })
      clearTimeout(late)
    }
    clearInterval(this.#sweeping)
  }

  #takeIdle(): Connection | undefined {
    for (;;) {
      const connection = this.#idle.pop()
      if (!connection) return undefined
      if (!this.#isOld(connection)) return connection
      this.#retire(connection)
    }
  }

  #isOld(connection: Connection): boolean {
    return Date.now() > (this.#all.get(connection) ?? 0)
  }

  #retire(connection: Connection): void {
    connection.close()
    this.#openWhereWanted()
  }

  #openWhereWanted(): void {
    const room = this.#settings.size - this.#all.size - this.#opening
    const wanted = this.#waiting.length - this.#opening
    for (let n = Math.min(room, wanted); n > 0; n -= 1) void this.#open()
  }

  async #connect(): Promise<Connection> {
    const [url, { otherUrl }] = [this.#url, this.#settings]
    try {
      return await Connection.open(url, this.statements, this.#settings)
    } catch (error) {
      if (otherUrl === undefined || (error as { code?: string }).code !== wrongPassword) throw error
      const other = url === otherUrl ? this.#firstUrl : otherUrl
      const connection = await Connection.open(other, this.statements, this.#settings)
      this.#url = other
      return connection
    }
  }

  async #open(): Promise<void> {
    this.#opening += 1
    try {
      const connection = await this.#connect()
      this.#opening -= 1
      this.#lastRefusal = undefined
      this.#add(connection)
    } catch (error) {
      this.#opening -= 1
      this.#failed(error as Error)
    }
  }

  #add(connection: Connection): void {
    const { lifetimeMs, onQuery } = this.#settings
    // Random lifetimes: connections that were opened together must not all close together.
    this.#all.set(connection, Date.now() + lifetimeMs * (0.5 + Math.random() / 2))
    if (onQuery) connection.onQuery = onQuery
    connection.onOver = () => this.#remove(connection)
    if (connection.isOver) this.#remove(connection)
    else this.release(connection)
    this.#sweepRegularly()
  }

  #remove(connection: Connection): void {
    this.#all.delete(connection)
    const at = this.#idle.indexOf(connection)
    if (at >= 0) this.#idle.splice(at, 1)
    if (this.#isEnding && this.#all.size === 0) this.#onEmpty()
    else this.#openWhereWanted()
  }

  /** Fails the longest-waiting request where the server cannot be reached. Retries where the server is only full or starting. */
  #failed(error: Error): void {
    if (isSoon(error) && !this.#isEnding) {
      this.#lastRefusal = error
      this.#retry ??= setTimeout(() => {
        this.#retry = undefined
        this.#openWhereWanted()
      }, retryMs)
      return
    }
    this.#waiting.shift()?.reject(error)
    this.#openWhereWanted()
  }

  #sweepRegularly(): void {
    this.#sweeping ??= setInterval(() => this.#sweep(), sweepMs).unref()
  }

  #sweep(): void {
    for (const waiting of this.#waiting) waiting.leftMs -= sweepMs
    while (this.#waiting[0] && this.#waiting[0].leftMs < 0)
      this.#waiting.shift()?.reject(new ConnectionError('POOL_TIMEOUT', { cause: this.#lastRefusal }))
    for (const connection of this.#all.keys()) connection.look(sweepMs)
    for (const connection of this.#idle.filter((one) => this.#isOld(one))) {
      this.#idle.splice(this.#idle.indexOf(connection), 1)
      this.#retire(connection)
    }
  }
}

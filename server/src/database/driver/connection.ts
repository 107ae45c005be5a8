import pg from 'pg'
import type { Column, Row } from './columns.ts'
import { asOurError, ConnectionError, isOutage } from './errors.ts'
import { type CopyIn, Copying, Describing, type Description, Execution, type Prepared } from './execution.ts'
import { afterPatience } from './patience.ts'
import type { Statements } from './statements.ts'
import { needsType, sendable, typeSaidBy } from './values.ts'

/** What is set on each connection when it is made. */
export type ConnectionSettings = {
  applicationName: string
  connectMs: number
  /** The server ends a statement that takes longer; 0: none. */
  statementMs: number
  /** The server ends a transaction in which nothing happens for so long; 0: none. */
  idleInTransactionMs: number
}

export type QueryOptions = {
  /** Keep the statement prepared on the connection. */
  prepare?: boolean
  /** The values themselves say the types of dates, bytes and booleans, where the statement does not. */
  typesOfValues?: boolean
}

/** What the network may hold back beyond the statement's own time. */
const patienceMs = 1_000

const none: readonly number[] = []

/** One connection. Statements are sent as they come, without waiting for the answers of those before. */
export class Connection {
  readonly #client: pg.Client
  readonly #statements: Statements
  readonly #columns = new Map<string, readonly Column[]>()
  readonly #settings: ConnectionSettings
  /** Statements wait here for one before them whose parameters' types are asked for. */
  #ahead: Promise<unknown> | undefined
  #isOver = false
  #underway = 0
  #isGivenUp = false
  /** Milliseconds of looks at it since it last said something. */
  #silentMs = 0
  /** Called once, when nothing can be sent any more. */
  onOver: () => void = () => {}
  onNotification: (channel: string, payload: string) => void = () => {}
  onQuery: (text: string) => void = () => {}

  private constructor(client: pg.Client, statements: Statements, settings: ConnectionSettings) {
    this.#client = client
    this.#statements = statements
    this.#settings = settings
    // Without a listener, the error of a connection that nobody uses would end the process.
    client.on('error', () => this.destroy())
    client.on('end', () => this.#end())
    client.on('notification', ({ channel, payload }) => this.onNotification(channel, payload ?? ''))
  }

  /** Connects. @throws ConnectionError or PostgresError within `connectMs` */
  static async open(url: string, statements: Statements, settings: ConnectionSettings): Promise<Connection> {
    const connectionString = url.includes('sslmode=') ? withLibpqMeaning(url) : url
    const client = new pg.Client({
      connectionString,
      application_name: settings.applicationName,
      keepAlive: true,
      keepAliveInitialDelayMillis: 15_000,
      pipeline: true,
    })
    const connection = new Connection(client, statements, settings)
    let isLate = false
    const stopWaiting = afterPatience(settings.connectMs, () => {
      isLate = true
      client.connection.stream.destroy()
    })
    try {
      await client.connect()
      const { statementMs, idleInTransactionMs } = settings
      // Not as startup parameters: PgBouncer refuses parameters that it does not know.
      if (statementMs > 0 || idleInTransactionMs > 0)
        await connection.query(
          `SELECT set_config('statement_timeout', '${statementMs}', false),
                  set_config('idle_in_transaction_session_timeout', '${idleInTransactionMs}', false)`,
        )
      return connection
    } catch (error) {
      connection.destroy()
      throw isLate ? new ConnectionError('CONNECT_TIMEOUT', { cause: error }) : asOurError(error)
    } finally {
      stopWaiting()
    }
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** Whether the connection can be reused: no statement is in flight and no transaction is open. */
  get isClean(): boolean {
    return !this.#isOver && this.#underway === 0 && this.#client.getTransactionStatus() === 'I'
  }

  /** Sends a statement and returns its rows; a text without values may be several statements, whose last rows count. */
  query(text: string, values?: readonly unknown[], options: QueryOptions = {}): Promise<Row[]> {
    if (values === undefined) return this.#inTurn(undefined, () => this.#execute(text, [], text))
    const declared = options.typesOfValues ? values.map(typeSaidBy) : none
    const statement = this.#statements.of(text, declared, options.prepare === true)
    const types = this.#statements.typesOf(statement)
    const isTyped = types !== undefined || !values.some(needsType)
    const send = () => {
      const types = this.#statements.typesOf(statement) ?? none
      const sent = values.map((value, at) => sendable(value, types[at] ?? 0))
      return this.#execute(statement, sent, text)
    }
    return this.#inTurn(isTyped ? undefined : statement, send)
  }

  /** Begins a `COPY ... FROM STDIN`. */
  copyIn(statement: string): Promise<CopyIn> {
    return this.#inTurn(undefined, () => {
      const copying = new Copying(statement)
      this.onQuery(statement)
      this.#submit(copying).catch(() => {})
      return copying.started
    })
  }

  /** Returns the types of a statement's parameters and its columns, without running it. */
  describe(text: string, declaredTypes: readonly number[] = none): Promise<Description> {
    return this.#submit(new Describing(text, declaredTypes))
  }

  /** Ends the connection after its in-flight statements; a broken connection at once. */
  close(): void {
    if (this.#isOver) return
    const late = setTimeout(() => this.destroy(), 1_000)
    this.#client.end().then(
      () => clearTimeout(late),
      () => this.destroy(),
    )
  }

  /** Ends the connection at once. In-flight statements fail. */
  destroy(): void {
    this.#client.connection.stream.destroy()
    this.#end()
  }

  /** Ends a connection whose server has not answered for longer than a statement may take. @param ms since the last look */
  look(ms: number): void {
    const { statementMs } = this.#settings
    if (statementMs === 0 || this.#underway === 0) return
    this.#silentMs += ms
    if (this.#silentMs <= statementMs + patienceMs) return
    this.#isGivenUp = true
    this.destroy()
  }

  #end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.onOver()
  }

  #execute(statement: Prepared | string, values: readonly (string | Buffer | null)[], text: string) {
    this.onQuery(text)
    return this.#submit(new Execution(statement, values, this.#columns))
  }

  async #submit<T>(statement: pg.Query & { done: Promise<T> }): Promise<T> {
    if (this.#isOver) throw new ConnectionError('CONNECTION_CLOSED')
    if (this.#underway === 0) this.#silentMs = 0
    this.#underway += 1
    this.#client.query(statement)
    try {
      return await statement.done
    } catch (thrown) {
      const error = this.#isGivenUp ? new ConnectionError('STATEMENT_TIMEOUT', { cause: thrown }) : thrown
      // The stack trace of a socket event does not help. This one leads to the code that sent the statement.
      if (error instanceof Error) Error.captureStackTrace(error)
      if (isOutage(error) && !this.isStillGood(error)) this.destroy()
      throw error
    } finally {
      this.#underway -= 1
      this.#silentMs = 0
    }
  }

  /** Errors of a statement leave the connection as it was; fatal ones and lost connections do not. */
  isStillGood(error: unknown): boolean {
    const { severity, code } = error as { severity?: string; code?: string }
    return severity === 'ERROR' && code !== '0A000' && !code?.startsWith('08')
  }

  /** Sends in the order of the calls, also where one must first ask for the types of its parameters. */
  #inTurn<T>(unknown: Prepared | undefined, send: () => Promise<T>): Promise<T> {
    if (this.#ahead === undefined && unknown === undefined) return send()
    const turn = Promise.resolve(this.#ahead).then(() => unknown && this.#learn(unknown))
    // The wrapper makes later statements wait until this one is sent, not until it is answered.
    const sent = turn.then(() => ({ answer: send() }))
    const ahead = sent.then(
      () => {},
      () => {},
    )
    this.#ahead = ahead
    ahead.then(() => {
      if (this.#ahead === ahead) this.#ahead = undefined
    })
    return sent.then(({ answer: result }) => result)
  }

  async #learn(statement: Prepared): Promise<void> {
    if (this.#statements.typesOf(statement)) return
    const { types } = await this.describe(statement.text, statement.declaredTypes)
    this.#statements.learn(statement, types)
  }
}

/** `sslmode` means what it means to PostgreSQL's own programs: `require` encrypts, `verify-full` also checks who it is. */
function withLibpqMeaning(url: string): string {
  return url.includes('uselibpqcompat=') ? url : `${url}&uselibpqcompat=true`
}

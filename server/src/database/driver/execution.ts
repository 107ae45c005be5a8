import pg, { type FieldDef, type Connection as Wire } from 'pg'
import { type Column, columnsOf, type Row, rowOf } from './columns.ts'
import { asOurError, ConnectionError } from './errors.ts'
import type { Sent } from './values.ts'

/** A prepared statement's name and text, and the types that its parameters are declared with (0: the server's choice). */
export type Prepared = { name: string; text: string; declaredTypes: readonly number[] }

/** The parts of a `pg` connection that its published types leave out. */
type FullWire = Wire & {
  parsedStatements: Record<string, string | undefined>
  submittedNamedStatements: Record<string, string | undefined>
  parse(statement: { name: string; text: string; types: readonly number[] }): void
  bind(values: { statement: string; values: readonly Sent[]; valueMapper: (value: unknown) => unknown }): void
  execute(what: { portal: string }): void
  describe(what: { type: 'S'; name: string }): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

const asItIs = (value: unknown) => value

/** Writes the messages of `send` in one packet, together with other messages of the same moment. */
function corked(wire: Wire, send: (wire: FullWire) => void): null {
  wire.stream.cork()
  try {
    send(wire as FullWire)
  } finally {
    process.nextTick(() => wire.stream.uncork())
  }
  return null
}

/**
 * One statement under way on a connection of the `pg` package, which tells it of each message that arrives for it: the
 * names of the handlers are the package's. Unlike the package's own statement it asks for the columns of a prepared
 * statement once a connection, and makes rows as the code wants them.
 */
abstract class Underway<T> extends pg.Query {
  readonly done: Promise<T>
  protected settle: { resolve(value: T): void; reject(error: Error): void }
  #failure: Error | undefined

  constructor() {
    super({ text: '' })
    const { promise, resolve, reject } = withResolvers<T>()
    this.done = promise
    this.settle = { resolve, reject }
    this.submit = (wire) => this.send(wire)
  }

  protected abstract send(wire: Wire): null
  protected abstract result(): T

  /** Fails the statement after the last message of the server about it. */
  protected fail(error: unknown): void {
    this.#failure ??= asOurError(error)
  }

  handleError(error: unknown): void {
    this.settle.reject(this.#failure ?? asOurError(error))
  }

  handleReadyForQuery(): void {
    if (this.#failure) this.settle.reject(this.#failure)
    else this.settle.resolve(this.result())
  }

  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyData(): void {}
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

/** Rows of a statement: a prepared one with its values, or a text (of one or several statements) without. */
export class Execution extends Underway<Row[]> {
  #rows: Row[] = []
  #columns: readonly Column[] = []

  constructor(
    readonly statement: Prepared | string,
    readonly values: readonly Sent[],
    /** The columns of the connection's prepared statements, by name. */
    readonly knownColumns: Map<string, readonly Column[]>,
  ) {
    super()
    if (typeof statement !== 'string') Object.assign(this, { name: statement.name, text: statement.text })
  }

  protected send(wire: Wire): null {
    const { statement, values } = this
    if (typeof statement === 'string') {
      wire.query(statement)
      return null
    }
    const { name, text, declaredTypes } = statement
    return corked(wire, (to) => {
      const isParsed =
        name !== '' &&
        (to.parsedStatements[name] !== undefined || to.submittedNamedStatements[name] !== undefined)
      if (!isParsed) {
        to.parse({ name, text, types: declaredTypes })
        if (name !== '') to.submittedNamedStatements[name] = text
        to.describe({ type: 'S', name })
      }
      to.bind({ statement: name, values, valueMapper: asItIs })
      to.execute({ portal: '' })
      to.sync()
    })
  }

  handleRowDescription({ fields }: { fields: FieldDef[] }): void {
    this.#columns = columnsOf(fields)
    this.#rows = []
    if (typeof this.statement !== 'string') this.knownColumns.set(this.statement.name, this.#columns)
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    if (this.#rows.length === 0 && typeof this.statement !== 'string')
      this.#columns = this.knownColumns.get(this.statement.name) ?? this.#columns
    try {
      this.#rows.push(rowOf(this.#columns, fields))
    } catch (error) {
      this.fail(error)
    }
  }

  handleCopyInResponse(wire: { sendCopyFail(reason: string): void }): void {
    wire.sendCopyFail('a COPY is sent by copyIn')
  }

  protected result(): Row[] {
    return this.#rows
  }
}

/** The types of a statement's parameters, and its columns as the server names them. */
export type Description = { types: readonly number[]; columns: readonly FieldDef[] }

/** Asks for a statement's parameter types and columns, without running it. */
export class Describing extends Underway<Description> {
  #types: readonly number[] = []
  #columns: readonly FieldDef[] = []

  constructor(
    readonly statement: string,
    readonly declaredTypes: readonly number[],
  ) {
    super()
  }

  protected send(wire: Wire): null {
    const onTypes = ({ dataTypeIDs }: { dataTypeIDs: number[] }) => {
      this.#types = dataTypeIDs
    }
    // Statements that were sent before are described on this connection too: the last description before ours ends is ours.
    wire.on('parameterDescription', onTypes)
    const forget = () => wire.removeListener('parameterDescription', onTypes)
    this.done.then(forget, forget)
    return corked(wire, (to) => {
      to.parse({ name: '', text: this.statement, types: this.declaredTypes })
      to.describe({ type: 'S', name: '' })
      to.sync()
    })
  }

  handleRowDescription({ fields }: { fields: FieldDef[] }): void {
    this.#columns = fields
  }

  protected result(): Description {
    return { types: this.#types, columns: this.#columns }
  }
}

/** A `COPY ... FROM STDIN` that runs: what is written goes in when `end` has resolved. */
export type CopyIn = {
  /** Sends a part; resolves when there is room for more. @throws what PostgreSQL says of what it has read so far */
  write(chunk: Buffer): Promise<void>
  end(): Promise<void>
}

export class Copying extends Underway<void> {
  readonly #started = withResolvers<CopyIn>()

  constructor(readonly statement: string) {
    super()
    this.done.catch((error) => this.#started.reject(error))
  }

  get started(): Promise<CopyIn> {
    return this.#started.promise
  }

  protected send(wire: Wire): null {
    wire.query(this.statement)
    return null
  }

  handleCopyInResponse(wire: FullWire): void {
    const { stream } = wire
    this.#started.resolve({
      write: async (chunk) => {
        if (stream.destroyed) throw new ConnectionError('CONNECTION_CLOSED')
        wire.sendCopyFromChunk(chunk)
        if (!stream.writableNeedDrain) return
        // After an error the server reads nothing more, so the error ends the wait.
        await Promise.race([new Promise<void>((resolve) => stream.once('drain', resolve)), this.done])
      },
      end: () => {
        wire.endCopyFrom()
        return this.done
      },
    })
  }

  protected result(): void {}
}

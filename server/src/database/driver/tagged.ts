import type { Row } from './columns.ts'
import { JsonValue } from './values.ts'

/** Columns and values of one row, for `INSERT INTO table ${sql(row)}`. */
export class RowToInsert {
  constructor(readonly row: Readonly<Record<string, unknown>>) {}
}

type Run = (text: string, values: readonly unknown[]) => Promise<Row[]>

/** A tagged statement. It is sent when it is awaited; inside another it is a part of that one's text. */
export class Tagged<T> extends Promise<T> {
  readonly #strings: TemplateStringsArray
  readonly #parts: readonly unknown[]
  readonly #run: Run
  #sent: Promise<T> | undefined

  static override get [Symbol.species]() {
    return Promise
  }

  constructor(strings: TemplateStringsArray, parts: readonly unknown[], run: Run) {
    super(() => {})
    this.#strings = strings
    this.#parts = parts
    this.#run = run
  }

  /** Writes its text, with its values behind those that are there already. */
  textWith(values: unknown[]): string {
    let text = ''
    for (const [at, string] of this.#strings.entries()) {
      text += string
      if (at >= this.#parts.length) continue
      const part = this.#parts[at]
      if (part instanceof Tagged) text += part.textWith(values)
      else if (part instanceof RowToInsert) text += insertedRow(part.row, values)
      else text += `$${values.push(part)}`
    }
    return text
  }

  #send(): Promise<T> {
    const values: unknown[] = []
    this.#sent ??= this.#run(this.textWith(values), values) as Promise<T>
    return this.#sent
  }

  // biome-ignore lint/suspicious/noThenProperty: awaiting it is what sends it.
  override then<A = T, B = never>(
    onDone?: ((value: T) => A | PromiseLike<A>) | null,
    onFailed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#send().then(onDone, onFailed)
  }

  override catch<B = never>(onFailed?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.#send().catch(onFailed)
  }

  override finally(onSettled?: (() => void) | null): Promise<T> {
    return this.#send().finally(onSettled)
  }
}

function insertedRow(row: Readonly<Record<string, unknown>>, values: unknown[]): string {
  const places = Object.values(row).map((value) => `$${values.push(value)}`)
  return `(${Object.keys(row).join(', ')}) VALUES (${places.join(', ')})`
}

/** Returns whether it is the first argument of a tagged template. */
export const isTemplate = (first: object): first is TemplateStringsArray =>
  Array.isArray(first) && 'raw' in first

export { JsonValue }

import type { Prepared } from './execution.ts'

/** The cache keeps at most this many statements that are not prepared. */
const mostUnnamed = 1_000

/** The statements of a pool: their names, and the types of their parameters once one connection has asked. */
export class Statements {
  readonly #named = new Map<string, Prepared>()
  readonly #unnamed = new Map<string, Prepared>()
  readonly #types = new WeakMap<Prepared, readonly number[]>()

  /** Returns the statement of a text. @param isKept keep it prepared on each connection that uses it */
  of(text: string, declaredTypes: readonly number[], isKept: boolean): Prepared {
    const among = isKept ? this.#named : this.#unnamed
    const key = declaredTypes.some((type) => type !== 0) ? `${declaredTypes.join()} ${text}` : text
    const prepared = among.get(key)
    if (prepared) return prepared
    if (!isKept && among.size >= mostUnnamed) among.clear()
    const statement = { name: isKept ? `s${among.size + 1}` : '', text, declaredTypes }
    among.set(key, statement)
    return statement
  }

  /** Returns the types of its parameters; undefined until they were learned. */
  typesOf(statement: Prepared): readonly number[] | undefined {
    return this.#types.get(statement)
  }

  learn(statement: Prepared, types: readonly number[]): void {
    this.#types.set(statement, types)
  }
}

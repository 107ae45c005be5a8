import type { Stage } from './stage.ts'

/** What an attack needs besides HTTP. Without it the attack is reported as not applicable. */
export type Need = 'browser' | 'second-process' | 'sign-in-again' | 'mail' | 'payment-page' | 'process-output'

/** One attack on one point of the specification of masquerades. */
export type Attack = {
  /** Its name in the list of proofs. */
  id: string
  /** The number of the point: what must hold, 1 to 34. */
  point: number
  title: string
  /** What the attacker does. */
  attack: string
  /** What a product that holds the point answers. */
  expected: string
  needs?: readonly Need[]
  /** Throws {@link Broken} if the point does not hold. */
  run(stage: Stage): Promise<void>
}

/** A point that nobody can attack from outside, and the test that shows it from inside. */
export type FromInside = { point: number; what: string; shownBy: string }

/** The product did what it must not do. */
export class Broken extends Error {
  override name = 'Broken'
}

/** Throws {@link Broken} with this sentence unless the condition holds. */
export function must(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Broken(sentence)
}

/** Throws {@link Broken} unless both are the same when they are written as JSON. */
export function mustEqual(actual: unknown, expected: unknown, what: string): void {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)]
  must(one === other, `${what}: expected ${short(other)}, got ${short(one)}`)
}

export const short = (text: string | undefined, most = 300): string =>
  text !== undefined && text.length > most ? `${text.slice(0, most)} ...` : String(text)

/** Returns whether `--only` names an attack: by the number of its point or the beginning of its id. Undefined names all. */
export function isNamedBy(only: string | undefined) {
  const words = only?.split(',')
  return ({ id, point }: { id: string; point: number }): boolean =>
    words === undefined ||
    words.some((word) => (/^\d+$/.test(word) ? point === Number(word) : id.startsWith(word)))
}

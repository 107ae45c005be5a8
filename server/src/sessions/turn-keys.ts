import type { Actor } from '#policy/actor.ts'

type Asking = { credential?: string | undefined; ip: string }

/**
 * Says who takes a turn at costly work. All sessions of one CSR share one turn, so that more sessions give no more of the database.
 * Whose a session is becomes known when its first request is handled: to ask before would take a connection.
 */
export class TurnKeys {
  readonly #most: number
  /** CSR of a session's credential, the session that was learned first at the front. */
  readonly #csrOf = new Map<string, string>()

  /** @param most sessions that are remembered; a forgotten one takes a turn of its own at its next request */
  constructor(most = 10_000) {
    this.#most = most
  }

  /** Returns the key of the CSR, else of the session, else of the address. */
  of({ credential, ip }: Asking): string {
    if (credential === undefined) return `ip ${ip}`
    const csrId = this.#csrOf.get(credential)
    return csrId === undefined ? `session ${credential}` : `csr ${csrId}`
  }

  learn({ credential }: Asking, actor: Pick<Actor, 'kind'> & { csrId?: string }): void {
    if (credential === undefined || actor.kind !== 'csr' || actor.csrId === undefined) return
    if (this.#csrOf.has(credential)) return
    this.#csrOf.set(credential, actor.csrId)
    if (this.#csrOf.size <= this.#most) return
    const [oldest] = this.#csrOf.keys()
    if (oldest !== undefined) this.#csrOf.delete(oldest)
  }
}

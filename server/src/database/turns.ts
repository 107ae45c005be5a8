import { Refusal } from '#policy/refusal.ts'

type Waiting = { start: () => void }
type Session = { isRunning: boolean; waiting: Set<Waiting> }

/**
 * Lets sessions take turns at work that is costly for the database. One session runs one piece of work at a time, all sessions
 * together at most `places`, and the next free place goes to the session whose last turn is longest ago. A session with many
 * requests delays only itself.
 */
export class Turns {
  readonly #places: number
  readonly #mostWaiting: number
  /** In the order of their next turns. */
  readonly #sessions = new Map<string, Session>()
  #running = 0

  /**
   * @param places pieces of work at once, fewer than the pool has connections
   * @param mostWaiting of one session
   */
  constructor(places: number, mostWaiting: number) {
    this.#places = places
    this.#mostWaiting = mostWaiting
  }

  /**
   * Runs work on the session's turn.
   * @param signal removes the waiting work from the queue when aborted
   * @throws Refusal where too many requests of the same session already wait
   */
  async run<T>(key: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const session = this.#sessions.get(key) ?? { isRunning: false, waiting: new Set() }
    this.#sessions.set(key, session)
    if (session.isRunning || this.#running >= this.#places) await this.#wait(session, signal)
    else this.#take(session)
    try {
      return await work()
    } finally {
      session.isRunning = false
      this.#running -= 1
      // Behind everybody else.
      this.#sessions.delete(key)
      if (session.waiting.size > 0) this.#sessions.set(key, session)
      this.#next()
    }
  }

  #take(session: Session): void {
    session.isRunning = true
    this.#running += 1
  }

  #wait(session: Session, signal: AbortSignal | undefined): Promise<void> {
    if (session.waiting.size >= this.#mostWaiting) throw new Refusal('too-many-searches')
    return new Promise((resolve, reject) => {
      const leave = () => {
        session.waiting.delete(one)
        reject(signal?.reason)
      }
      const one: Waiting = {
        start: () => {
          signal?.removeEventListener('abort', leave)
          resolve()
        },
      }
      session.waiting.add(one)
      signal?.addEventListener('abort', leave, { once: true })
      if (signal?.aborted) leave()
    })
  }

  #next(): void {
    for (const session of this.#sessions.values()) {
      if (this.#running >= this.#places) return
      const [first] = session.waiting
      if (session.isRunning || !first) continue
      session.waiting.delete(first)
      this.#take(session)
      first.start()
    }
  }
}

/** A task that the stand-in took, or refused. */
export interface Arrival {
  readonly key: string
  readonly body: string
  readonly taskType: string
  readonly accountId: string
  readonly arrivedAt: string
  readonly outcome: 'accepted' | 'refused'
  /** What the stand-in calls it; of what was refused none. */
  readonly reference: string | null
  /** How often the task was sent. */
  times: number
}

/** What the stand-in does with the next task. */
export type Mood = 'accept' | 'refuse-next' | 'down'

/** Number of arrivals that are shown. Accepted tasks are remembered by their key while the process runs. */
const most = 500

/** The memory of the stand-in: in this process only. */
export const arrivalBook = () => {
  const taken = new Map<string, Arrival>()
  const newest: Arrival[] = []
  const add = (arrival: Arrival): Arrival => {
    newest.unshift(arrival)
    newest.length = Math.min(newest.length, most)
    return arrival
  }
  type Told = Pick<Arrival, 'key' | 'body' | 'taskType' | 'accountId'>
  const entry = (told: Told, outcome: Arrival['outcome'], reference: string | null): Arrival =>
    add({ ...told, outcome, reference, arrivedAt: new Date().toISOString(), times: 1 })

  return {
    mood: 'accept' as Mood,
    /** Of which account it refuses the next; empty for any. */
    refusedAccount: '',
    /** Takes it once: the same again is what was taken, another one under its key is a conflict. */
    take: (told: Told): Arrival | 'conflict' => {
      const earlier = taken.get(told.key)
      if (earlier !== undefined) {
        if (earlier.body !== told.body) return 'conflict'
        earlier.times += 1
        return earlier
      }
      const arrival = entry(told, 'accepted', `CIS-${String(taken.size + 1).padStart(6, '0')}`)
      taken.set(told.key, arrival)
      return arrival
    },
    /** Whether it is to refuse this one: asked once, it accepts again. What it has taken it does not refuse. */
    isToRefuse(told: Told): boolean {
      const isAsked = this.refusedAccount === '' || this.refusedAccount === told.accountId
      if (this.mood !== 'refuse-next' || !isAsked || taken.has(told.key)) return false
      this.mood = 'accept'
      return true
    },
    /** A refusal is not remembered: the same key may come again. */
    refuse: (told: Told): Arrival => entry(told, 'refused', null),
    all: (): readonly Arrival[] => newest,
  }
}

export type ArrivalBook = ReturnType<typeof arrivalBook>

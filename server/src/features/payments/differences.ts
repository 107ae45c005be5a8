type Ours = { key: string; taskId: number; accountId: number | null; amountCents: number; state: string }
type Listed = { key: string; amountCents: number; state: string }

export type Difference = {
  key: string
  taskId: number | null
  accountId: number | null
  theySay: string
  weSay: string
}

const said = (transfer: Pick<Listed, 'amountCents' | 'state'> | undefined) =>
  transfer && ['accepted', 'returned'].includes(transfer.state)
    ? `${transfer.amountCents} cents, ${transfer.state}`
    : 'nothing'

/**
 * Returns what a bank's or provider's list and our books say differently.
 * @param ofDay ours that were answered in the days of the list, away from midnight: the two clocks may differ by minutes
 * @param ofKeys ours that the list names, whenever they were answered
 */
export function differencesOf(ofDay: readonly Ours[], ofKeys: readonly Ours[], listed: readonly Listed[]) {
  const ours = new Map([...ofDay, ...ofKeys].map((one) => [one.key, one]))
  const theirs = new Map(listed.map((one) => [one.key, one]))
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((key): Difference[] => {
    const one = ours.get(key)
    // Its answer is on its way: the next night sees what became of it.
    if (one?.state === 'waiting') return []
    const [theySay, weSay] = [said(theirs.get(key)), said(one)]
    const { taskId = null, accountId = null } = one ?? {}
    return theySay === weSay ? [] : [{ key, taskId, accountId, theySay, weSay }]
  })
}

/** Returns the subject of the to-do of a difference: which side alone has the payment, or that both have it differently. */
export function subjectOf<A extends string, B extends string, C extends string>(
  { theySay, weSay }: Difference,
  subjects: { theirsAlone: A; oursAlone: B; differs: C },
): A | B | C {
  if (weSay === 'nothing') return subjects.theirsAlone
  return theySay === 'nothing' ? subjects.oursAlone : subjects.differs
}

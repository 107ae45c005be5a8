import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { announce, tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'

/** Identifiers shown in full, by their id. Each reveal is a line in the record; hiding is not. They go with the screen. */
export function useReveal(accountId: number) {
  const { t, word, client } = useDesk()
  const [shown, setShown] = useState<ReadonlyMap<number, string>>(new Map())
  return {
    shown,
    reveal(personIdentifierId: number) {
      client.revealIdentifier({ body: { accountId, personIdentifierId } }).then(
        ({ value }) => {
          setShown((before) => new Map(before).set(personIdentifierId, value))
          announce(t('identifier.revealed', { value }))
        },
        (error: unknown) => tell(word('reason', refusalOf(error).reason), 'danger'),
      )
    },
    hide(personIdentifierId: number) {
      setShown((before) => new Map([...before].filter(([id]) => id !== personIdentifierId)))
    },
  }
}

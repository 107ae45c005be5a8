import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { announce, tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'

/** Keeps the identifiers shown in full, by id, until the screen closes. Each reveal adds a line to the record; hiding adds none. */
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

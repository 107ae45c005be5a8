import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import type { Account, Contact, ContactTerms } from '#app/response-types.ts'
import { refusalOf } from '#app/use-answer.ts'

/** Merges two lists of contacts without duplicates, newest first. */
export function mergedContacts(first: readonly Contact[], more: readonly Contact[]): Contact[] {
  const all = new Map([...more, ...first].map((contact) => [contact.customerContactId, contact]))
  return [...all.values()].sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at) || b.customerContactId - a.customerContactId,
  )
}

type Held = {
  terms: ContactTerms | undefined
  rows: readonly Contact[]
  nextBefore: number | null | undefined
}

const nothing: Held = { terms: undefined, rows: [], nextBefore: undefined }

/**
 * Holds an account's contacts: those that came with the page, older pages, and filtered ones. The contacts of the page need no
 * request of their own, because each request adds a line to the record.
 */
export function useContacts(account: Account) {
  const { client } = useDesk()
  const { accountId, contacts: first } = account
  const [held, setHeld] = useState<Held>(nothing)
  const [refusal, setRefusal] = useState<RefusalBody>()
  const turn = useRef(0)
  const { terms } = held
  const rows = terms ? held.rows : mergedContacts(first.contacts, held.rows)
  const nextBefore = held.nextBefore === undefined ? first.nextBefore : held.nextBefore

  const ask = async (
    terms: ContactTerms | undefined,
    earlier: readonly Contact[],
    before: number | undefined,
  ) => {
    turn.current += 1
    const mine = turn.current
    try {
      const body = { ...terms, ...(before && { before }) }
      const page = await client.queryCustomerContacts({ params: { accountId }, body })
      if (mine !== turn.current) return
      setHeld({ terms, rows: [...earlier, ...page.contacts], nextBefore: page.nextBefore })
      setRefusal(undefined)
    } catch (error) {
      if (mine === turn.current) setRefusal(refusalOf(error))
    }
  }
  const filter = (terms: ContactTerms | undefined) => {
    if (terms) return void ask(terms, [], undefined)
    turn.current += 1
    setRefusal(undefined)
    setHeld(nothing)
  }
  // A new contact may match the filter, so the filtered list is reloaded.
  const latestAsk = useRef(ask)
  latestAsk.current = ask
  const shown = useRef(first)
  useEffect(() => {
    if (shown.current !== first && terms) void latestAsk.current(terms, [], undefined)
    shown.current = first
  }, [first, terms])
  return {
    rows,
    terms,
    refusal,
    hasOlder: nextBefore !== null,
    filter,
    older: () => void ask(terms, held.rows, nextBefore ?? undefined),
  }
}

import { useEffect, useRef, useState } from 'preact/hooks'
import type { WebUser, WebUserSummary } from '#app/response-types.ts'

type Acting = { what: 'unlink' | 'more'; row: WebUser }

/**
 * Holds the action that the CSR started on a row of the zone. Afterwards the focus returns to the button that started it, or, if
 * the row is gone, to the undo button.
 */
export function useActing(summary: WebUserSummary | undefined, onChanged: () => void) {
  const [acting, setActing] = useState<Acting>()
  const opener = useRef<Element | null>(null)
  const isDone = useRef(false)
  const knownIds = useRef<ReadonlySet<number>>(undefined)
  const ids = summary?.unlinked.map(({ unlinkId }) => unlinkId).join()
  useEffect(() => {
    if (!summary) return
    const fresh = summary.unlinked.find(({ unlinkId }) => knownIds.current && !knownIds.current.has(unlinkId))
    knownIds.current = new Set(summary.unlinked.map(({ unlinkId }) => unlinkId))
    if (fresh) document.getElementById(`link-again-${fresh.unlinkId}`)?.focus()
    // Depends on the ids only, so that a reload with the same ids does not move the focus.
  }, [ids])
  // A dialog that unmounts without `close` (that would be a cancel) does not return the focus, so this effect does.
  useEffect(() => {
    if (acting || !isDone.current) return
    isDone.current = false
    if (opener.current instanceof HTMLElement) opener.current.focus()
  }, [acting])
  return {
    acting,
    begin(what: Acting['what'], row: WebUser) {
      opener.current = document.activeElement
      setActing({ what, row })
    },
    cancel: () => setActing(undefined),
    done() {
      isDone.current = true
      setActing(undefined)
      onChanged()
    },
  }
}

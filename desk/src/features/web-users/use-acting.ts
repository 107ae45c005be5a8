import { useEffect, useRef, useState } from 'preact/hooks'
import type { WebUser } from './web-user.ts'
import type { WebUserSummary } from './web-user-summary.ts'

type Acting = { what: 'unlink' | 'more'; row: WebUser }

/**
 * What the zone is asked to do for one of its rows. When it is done the focus goes back to the button that began it, or, where
 * its row is gone, to the way back.
 */
export function useActing(summary: WebUserSummary | undefined, onChanged: () => void) {
  const [acting, setActing] = useState<Acting>()
  const opener = useRef<Element | null>(null)
  const isDone = useRef(false)
  const known = useRef<ReadonlySet<number>>(undefined)
  const ids = summary?.unlinked.map(({ unlinkId }) => unlinkId).join()
  useEffect(() => {
    if (!summary) return
    const fresh = summary.unlinked.find(({ unlinkId }) => known.current && !known.current.has(unlinkId))
    known.current = new Set(summary.unlinked.map(({ unlinkId }) => unlinkId))
    if (fresh) document.getElementById(`link-again-${fresh.unlinkId}`)?.focus()
    // The ids say it all: another answer with the same ones moves no focus.
  }, [ids])
  // A dialog that goes without being closed (that would be a cancel) gives no focus back; while it is there, nobody can.
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

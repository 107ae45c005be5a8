import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useDesk } from './desk-context.ts'
import { RefusalNotice } from './refusal-notice.tsx'
import { route } from './router.ts'
import { screenOf } from './routes.ts'

export type ScreenProps = {
  /** The heading, if it is not the declared title; also the title of the browser tab unless `documentTitle` is given. */
  heading?: string | undefined
  /** Use it if the heading names a person: the browser's history keeps titles, and bystanders can read them. */
  documentTitle?: string | undefined
  lead?: ComponentChildren
  /** Buttons beside the heading. */
  actions?: ComponentChildren
  /** Leaves the focus where it is, as in the search box. */
  keepFocus?: boolean | undefined
  /** Shows the content to a CSR without the screen's permission too: it has something of the CSR's own. */
  hasOwn?: boolean | undefined
  children: ComponentChildren
}

/** The first screen leaves the focus to the browser. Each later screen focuses its heading. */
let isFirst = true

/**
 * Renders one screen of the desk: sets the document title and focuses the heading. A CSR without the permission that the screen
 * needs reads which one it is, and sees no filter or button that would be refused.
 */
export function Screen(props: ScreenProps) {
  const { page, t, refusedFor } = useDesk()
  const { title, needs } = screenOf(route.value) ?? {}
  const { heading = title ? t(title) : '' } = props
  const { documentTitle = heading, lead, actions, keepFocus = false, hasOwn = false, children } = props
  const refused = needs && !hasOwn ? refusedFor(needs) : undefined
  const h1 = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    document.title = `${documentTitle} · ${page.utilityName}`
  }, [documentTitle, page.utilityName])
  useLayoutEffect(() => {
    if (!isFirst && !keepFocus) {
      h1.current?.focus({ preventScroll: true })
      scrollTo(0, 0)
    }
    isFirst = false
  }, [keepFocus])
  return (
    <main class="page page-wide" id="main" tabIndex={-1}>
      <div class="screen-head">
        <div>
          <h1 ref={h1} tabIndex={-1}>
            {heading}
          </h1>
          {lead && <div class="screen-lead">{lead}</div>}
        </div>
        {actions && !refused && <div class="screen-actions">{actions}</div>}
      </div>
      {refused ? <RefusalNotice refusal={{ reason: refused }} action={needs} /> : children}
    </main>
  )
}

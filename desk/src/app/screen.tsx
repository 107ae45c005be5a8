import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useDesk } from './desk-context.ts'

export type ScreenProps = {
  /** The heading, and what the browser's tab says unless `documentTitle` does. */
  heading: string
  /** Where the heading names a person: titles are kept by browsers and seen over shoulders. */
  documentTitle?: string | undefined
  lead?: ComponentChildren
  /** Beside the heading. */
  actions?: ComponentChildren
  /** Leave the focus where it is: in the search box. */
  keepFocus?: boolean | undefined
  children: ComponentChildren
}

/** The first screen keeps the browser's own focus; each later one takes it to its heading. */
let isFirst = true

/** One screen of the desk: its title, and its heading with the focus. */
export function Screen(props: ScreenProps) {
  const { heading, documentTitle = heading, lead, actions, keepFocus = false, children } = props
  const { page } = useDesk()
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
        {actions && <div class="screen-actions">{actions}</div>}
      </div>
      {children}
    </main>
  )
}

import type { ComponentChildren } from 'preact'

export type PageProps = {
  id?: string | undefined
  heading: ComponentChildren
  /** A line under the heading. */
  lead?: ComponentChildren
  /** Where it is: links back, above the heading. */
  back?: ComponentChildren
  width?: 'normal' | 'wide' | undefined
  children: ComponentChildren
}

/** The main column of a portal page, with its one first-level heading. The skip link lands here. */
export function Page({ id = 'main', heading, lead, back, width = 'normal', children }: PageProps) {
  return (
    <main class={width === 'wide' ? 'page page-wide' : 'page'} id={id} tabIndex={-1}>
      <div class="page-head">
        {back}
        <h1>{heading}</h1>
        {lead && <p>{lead}</p>}
      </div>
      {children}
    </main>
  )
}

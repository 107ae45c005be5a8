import { type ComponentChildren, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { Icon } from './icon.tsx'

/** One step up, above a page's heading. */
export function BackLink({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a class="back-link" href={href}>
      <Icon name="chevron-left" />
      {children}
    </a>
  )
}

/** The link back of a page that has none of its own. The renderer knows the parent of the page that it renders. */
export const ParentLink = createContext<ComponentChildren>(undefined)

export type PageProps = {
  id?: string | undefined
  heading: ComponentChildren
  /** A line under the heading. */
  lead?: ComponentChildren
  /** The link back, above the heading; without it, the `ParentLink` around. */
  back?: ComponentChildren
  width?: 'normal' | 'wide' | undefined
  children: ComponentChildren
}

/** The main column of a portal page, with its one first-level heading. The skip link lands here. */
export function Page({ id = 'main', heading, lead, back, width = 'normal', children }: PageProps) {
  const parent = useContext(ParentLink)
  return (
    <main class={width === 'wide' ? 'page page-wide' : 'page'} id={id} tabIndex={-1}>
      <div class="page-head">
        {back ?? parent}
        <h1>{heading}</h1>
        {lead && <p>{lead}</p>}
      </div>
      {children}
    </main>
  )
}

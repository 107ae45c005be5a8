import type { ComponentChildren } from 'preact'
import { useDesk } from './desk-context.ts'

/** A field of a task or an entry: null is shown as "Not applicable", as the domain's table says. */
export function OrNotApplicable({ children }: { children: ComponentChildren }) {
  const { t } = useDesk()
  if (children === null || children === undefined)
    return <span class="quiet">{t('desk.not-applicable')}</span>
  return <>{children}</>
}

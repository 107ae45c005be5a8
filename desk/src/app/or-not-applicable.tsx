import type { ComponentChildren } from 'preact'
import { useDesk } from './desk-context.ts'

/** Shows a field of a task or an entry. Shows null as "Not applicable", as the domain's table requires. */
export function OrNotApplicable({ children }: { children: ComponentChildren }) {
  const { t } = useDesk()
  if (children === null || children === undefined)
    return <span class="quiet">{t('desk.not-applicable')}</span>
  return <>{children}</>
}

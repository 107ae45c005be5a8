import { useDesk } from './desk-context.ts'

/** An instant, both absolute and as far away as it is. */
export function Instant({ at }: { at: string | null }) {
  const { t, format } = useDesk()
  if (!at) return <span class="quiet">{t('desk.never')}</span>
  return (
    <time dateTime={at}>
      {format.instant(at)} <span class="quiet">({format.relative(at)})</span>
    </time>
  )
}

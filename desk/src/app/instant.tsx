import { useDesk } from './desk-context.ts'

/** Shows an instant as a date and as a relative time. Shows seconds where the order of lines matters. */
export function Instant({ at, hasSeconds = false }: { at: string | null; hasSeconds?: boolean | undefined }) {
  const { t, format } = useDesk()
  if (!at) return <span class="quiet">{t('desk.never')}</span>
  return (
    <time dateTime={at}>
      {hasSeconds ? format.instantToSecond(at) : format.instant(at)}{' '}
      <span class="quiet">({format.relative(at)})</span>
    </time>
  )
}

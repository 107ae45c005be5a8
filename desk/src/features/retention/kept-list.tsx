import { useDesk } from '#app/desk-context.ts'
import type { Run } from './retention.ts'

/** Lists what is older than its period and stays, with the reasons. */
export function KeptList({ kept }: { kept: Run['kept'] }) {
  const { t, word } = useDesk()
  if (kept.length === 0) return null
  const counts = new Map<string, number>()
  for (const { because, rows } of kept) counts.set(because, (counts.get(because) ?? 0) + rows)
  return (
    <div class="retention-part">
      <p>{t('retention.kept')}</p>
      <ul>
        {[...counts].map(([because, rows]) => (
          <li key={because}>{t('retention.kept.row', { rows, because: word('kept', because) })}</li>
        ))}
      </ul>
    </div>
  )
}

import { masqueradePageSize } from '@porchlight/contract/limits.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import type { MasqueradeRow } from '#app/response-types.ts'
import { refusalOf } from '#app/use-answer.ts'
import type { MasqueradeTerms } from './masquerade-filters.tsx'
import { MasqueradesTable } from './masquerades-table.tsx'

/** Masquerades that ended before those of the first answer, a page at a time. */
export function EndedEarlier({ terms, from }: { terms: MasqueradeTerms; from: string | undefined }) {
  const { t, client, word } = useDesk()
  const [rows, setRows] = useState<readonly MasqueradeRow[]>([])
  const [isMore, setIsMore] = useState(true)
  const endedBefore = rows.at(-1)?.masqueradeId ?? from
  if (!endedBefore) return null
  const more = () =>
    client.listMasquerades({ body: { liveOnly: false, ...terms, endedBefore } }).then(
      ({ masquerades }) => {
        setRows([...rows, ...masquerades])
        setIsMore(masquerades.length >= masqueradePageSize)
      },
      (error: unknown) => tell(word('reason', refusalOf(error).reason), 'danger'),
    )
  return (
    <>
      {rows.length > 0 && (
        <MasqueradesTable
          id="ended-earlier"
          caption={t('masquerades.ended-earlier')}
          rows={rows}
          endAny="masquerade-not-live"
          onEnded={() => {}}
        />
      )}
      {isMore && (
        <div class="form-actions">
          <Button onClick={() => void more()}>{t('desk.older')}</Button>
        </div>
      )}
    </>
  )
}

import { Button } from '@porchlight/ui/button.tsx'
import { Skeleton } from '@porchlight/ui/skeleton.tsx'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { useDesk } from './desk-context.ts'
import { ListNews } from './live/list-news.tsx'
import { announce } from './news.ts'
import { RefusalNotice } from './refusal-notice.tsx'
import type { Pages } from './use-pages.ts'

type Props<Row> = {
  pages: Pages<Row>
  children: (rows: readonly Row[]) => ComponentChildren
}

/** List that shows the newest rows first, with a button that loads older rows. */
export function OlderRows<Row>({ pages, children }: Props<Row>) {
  const { t } = useDesk()
  const { action, rows, refusal, hasOlder, more, again, news } = pages
  const count = rows?.length
  useEffect(() => {
    if (count !== undefined) announce(t('desk.rows', { count }))
  }, [count, t])
  return (
    <>
      {refusal && <RefusalNotice refusal={refusal} action={action} onRetry={more} />}
      {!rows && !refusal && <Skeleton label={t('desk.loading')} lines={6} />}
      {rows && (
        <>
          {news && <ListNews news={news} onShow={again} />}
          {children(rows)}
          <div class="form-actions">
            {/* An empty list says by itself that it is empty. */}
            {rows.length > 0 && <span class="quiet">{t('desk.rows', { count: rows.length })}</span>}
            {hasOlder && <Button onClick={more}>{t('desk.older')}</Button>}
          </div>
        </>
      )}
    </>
  )
}

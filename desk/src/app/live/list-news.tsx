import { Button } from '@porchlight/ui/button.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { RowNews } from './updated-in-place.ts'

/** That a list has changed elsewhere, over it and out of its way; the reader says when to show it. */
export function ListNews({ news: { added, gone }, onShow }: { news: RowNews; onShow: () => void }) {
  const { t } = useDesk()
  return (
    <div class="list-news" role="status">
      <Button icon="info" onClick={onShow}>
        {t('live.news', { added, gone: gone.size })}
      </Button>
    </div>
  )
}

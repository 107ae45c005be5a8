import { Button } from '@porchlight/ui/button.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { RowNews } from './updated-in-place.ts'

/** Tells the reader that the list changed on the server. Floats over the list; the reader decides when to show the changes. */
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

import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useDesk } from '#app/desk-context.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import type { Search } from './search-state.ts'

/** Why there is no answer. */
export function SearchRefused({ search, refusal }: { search: Search; refusal: RefusalBody }) {
  const { t } = useDesk()
  const isOffline = refusal.reason === 'out-of-order' && !navigator.onLine
  const retry = () => void search.submit(search.terms.peek())
  if (!isOffline) return <RefusalNotice refusal={refusal} action="customer:search" onRetry={retry} />
  return (
    <Notice
      tone="warning"
      role="alert"
      title={t('search.offline.title')}
      actions={<Button onClick={retry}>{t('refused.retry')}</Button>}
    >
      {t('search.offline.text')}
    </Notice>
  )
}

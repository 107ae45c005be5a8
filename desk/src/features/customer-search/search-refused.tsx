import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useDesk } from '#app/desk-context.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import type { Search } from './search-state.ts'

type Props = { search: Search; refusal: RefusalBody; isOnline: boolean }

/** Says why the search has no response. */
export function SearchRefused({ search, refusal, isOnline }: Props) {
  const { t } = useDesk()
  const isOffline = refusal.reason === 'out-of-order' && !isOnline
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

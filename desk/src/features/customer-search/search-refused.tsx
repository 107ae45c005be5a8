import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useEffect } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import type { Search } from './search-state.ts'

/** Why there is no answer. Without a network the question is asked again by itself as soon as there is one. */
export function SearchRefused({ search, refusal }: { search: Search; refusal: RefusalBody }) {
  const { t } = useDesk()
  const isOffline = refusal.reason === 'out-of-order' && !navigator.onLine
  useEffect(() => {
    const again = () => void search.submit(search.terms.peek())
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  }, [search])
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

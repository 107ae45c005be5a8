import { Button } from '@porchlight/ui/button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { useLinkAgain } from './use-link-again.ts'

type Props = {
  accountId: number
  unlinked: readonly { unlinkId: number; userName: string; unlinkedAt: string; undoUntil: string }[]
  onDone: () => void
}

/** Whom this desk session took off the account: the way back, as long as there is one. */
export function UnlinkedNotices({ accountId, unlinked, onDone }: Props) {
  const { t, format } = useDesk()
  const linkAgain = useLinkAgain(onDone)
  const [busy, setBusy] = useState<number>()
  return (
    <>
      {unlinked.map(({ unlinkId, userName, unlinkedAt, undoUntil }) => (
        <Notice
          key={unlinkId}
          title={t('unlink.recent', { userName, ago: format.relative(unlinkedAt) })}
          actions={
            <Button
              id={`link-again-${unlinkId}`}
              disabled={busy === unlinkId}
              aria-label={t('unlink.again-named', { userName })}
              onClick={() => {
                setBusy(unlinkId)
                void linkAgain({ accountId, unlinkId, userName }).finally(() => setBusy(undefined))
              }}
            >
              {t('unlink.again')}
            </Button>
          }
        >
          {t('unlink.again.what', { time: format.time(undoUntil) })}
        </Notice>
      ))}
    </>
  )
}

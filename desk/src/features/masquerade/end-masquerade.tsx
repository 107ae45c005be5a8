import { Refused } from '@porchlight/contract/client.ts'
import type { Reason } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'

type Props = {
  masquerade: { masqueradeId: string; csrId: string; userName: string }
  endAny: 'ok' | Reason
  onEnded: () => void
}

/** Ends a live masquerade: one's own, or as a supervisor anyone's. */
export function EndMasquerade({ masquerade, endAny, onEnded }: Props) {
  const { t, word, client, page } = useDesk()
  const [isEnding, setIsEnding] = useState(false)
  const { masqueradeId, csrId, userName } = masquerade
  const isOwn = csrId === page.desk.csrId
  const end = async () => {
    setIsEnding(true)
    const params = { masqueradeId }
    try {
      await (isOwn ? client.endOwnMasquerade({ params }) : client.endAnyMasquerade({ params }))
      tell(t('masquerade.was-ended', { userName }), 'success')
    } catch (error) {
      // Somebody else was faster: what was wanted is so.
      const isOver = error instanceof Refused && error.body.reason === 'masquerade-not-live'
      tell(word('reason', refusalOf(error).reason), isOver ? 'info' : 'danger')
    }
    setIsEnding(false)
    onEnded()
  }
  return (
    <Guarded id={`end-${masqueradeId}`} answer={isOwn ? 'ok' : endAny} label={t('masquerade.end')}>
      <Button
        variant="danger"
        disabled={isEnding}
        aria-label={t('masquerade.end-named', { userName, csrId })}
        onClick={() => void end()}
      >
        {t('masquerade.end')}
      </Button>
    </Guarded>
  )
}

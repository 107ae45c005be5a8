import { Refused } from '@porchlight/contract/client.ts'
import type { Reason } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { useState } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'

type Props = {
  masquerade: { masqueradeId: string; csrId: string; userName: string }
  endAny: 'ok' | Reason
  onEnded: () => void
}

/** Ends a live masquerade: one's own at once, somebody else's with a reason. */
export function EndMasquerade({ masquerade, endAny, onEnded }: Props) {
  const { t, word, client, page } = useDesk()
  const [isEnding, setIsEnding] = useState(false)
  const [isAsked, setIsAsked] = useState(false)
  const { masqueradeId, csrId, userName } = masquerade
  const isOwn = csrId === page.desk.csrId
  const params = { masqueradeId }
  const title = t('masquerade.end-named', { userName, csrId })
  /** Returns whether a colleague ended the masquerade first: then the goal is reached. */
  const isOver = (error: unknown) => error instanceof Refused && error.body.reason === 'masquerade-not-live'
  const endOwn = async () => {
    setIsEnding(true)
    try {
      await client.endOwnMasquerade({ params })
      tell(t('masquerade.was-ended', { userName }), 'success')
    } catch (error) {
      tell(word('reason', refusalOf(error).reason), isOver(error) ? 'info' : 'danger')
    }
    setIsEnding(false)
    onEnded()
  }
  const endOther = async (reason: string) => {
    try {
      await client.endAnyMasquerade({ params, body: { reason } })
      tell(t('masquerade.was-ended', { userName }), 'success')
    } catch (error) {
      if (!isOver(error)) throw error
      tell(word('reason', refusalOf(error).reason), 'info')
    }
  }
  return (
    <>
      <Guarded id={`end-${masqueradeId}`} decision={isOwn ? 'ok' : endAny} label={t('masquerade.end')}>
        <Button
          variant="danger"
          disabled={isEnding}
          aria-label={title}
          onClick={() => (isOwn ? void endOwn() : setIsAsked(true))}
        >
          {t('masquerade.end')}
        </Button>
      </Guarded>
      {isAsked && (
        <AskFirst
          subject={`end-masquerade ${masqueradeId}`}
          title={title}
          action="masquerade:end-any"
          perform={endOther}
          onDone={() => {
            setIsAsked(false)
            onEnded()
          }}
          onCancel={() => setIsAsked(false)}
        >
          <p>{t('masquerade.end.what', { csrId, userName })}</p>
        </AskFirst>
      )}
    </>
  )
}

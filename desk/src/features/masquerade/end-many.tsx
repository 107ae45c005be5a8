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
  /** The CSR whose masquerades end; null for those of every CSR. */
  csr: { csrId: string; csrName: string } | null
  /** How many end now, as the screen shows. */
  count: number
  decision: 'ok' | Reason
  onEnded: () => void
}

/** Ends every live masquerade, or every one of one CSR: asks first, says how many end, and takes a reason. */
export function EndMany({ csr, count, decision, onEnded }: Props) {
  const { t, word, client } = useDesk()
  const [isAsked, setIsAsked] = useState(false)
  const id = csr ? `end-all-${csr.csrId}` : 'end-all'
  const label = csr ? t('wall.end-csr', { csrName: csr.csrName }) : t('wall.end-all', { count })
  const perform = async (reason: string) => {
    try {
      const { ended } = await client.endMasquerades({ body: { csrId: csr?.csrId ?? null, reason } })
      tell(t('wall.ended', { count: ended }), 'success')
    } catch (error) {
      // All of them ended in the meantime: then the goal is reached.
      if (!(error instanceof Refused) || error.body.reason !== 'masquerade-not-live') throw error
      tell(word('reason', refusalOf(error).reason), 'info')
    }
  }
  return (
    <>
      <Guarded id={id} decision={decision} label={label}>
        <Button variant={csr ? 'secondary' : 'danger'} onClick={() => setIsAsked(true)}>
          {label}
        </Button>
      </Guarded>
      {isAsked && (
        <AskFirst
          subject={id}
          title={csr ? t('wall.end-csr', { csrName: csr.csrName }) : t('wall.end-all.title')}
          action="masquerade:end-many"
          perform={perform}
          onDone={() => {
            setIsAsked(false)
            onEnded()
          }}
          onCancel={() => setIsAsked(false)}
        >
          <p>{t('wall.end-all.what', { count })}</p>
        </AskFirst>
      )}
    </>
  )
}

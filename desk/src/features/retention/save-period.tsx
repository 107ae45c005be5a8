import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import type { RetentionKind } from '@porchlight/contract/retention-kinds.ts'
import { useRef } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'
import { periodWords } from './period-words.ts'
import { PreviewView } from './preview-view.tsx'

type Props = {
  kind: RetentionKind
  months: number | null
  /** The version of the period that the CSR has seen. */
  version: number
  onSaved: () => void
  /** A colleague has saved another period meanwhile. */
  onConflict: (refusal: RefusalBody) => void
  onClose: () => void
}

/** Asks before a period is saved: shows what it would delete, and takes the reason. */
export function SavePeriod({ kind, months, version, onSaved, onConflict, onClose }: Props) {
  const { t, word, client } = useDesk()
  const name = word('retention-kind', kind)
  const conflict = useRef<RefusalBody>(undefined)
  return (
    <AskFirst
      subject={`retention save ${kind}`}
      title={t('retention.save-named', { kind: name })}
      action="retention:change"
      perform={async (reason) => {
        try {
          await client.changeRetention({ body: { kind, months, version, reason } })
          tell(t('retention.saved', { kind: name }), 'success')
        } catch (error) {
          if (refusalOf(error).reason !== 'version-conflict') throw error
          conflict.current = refusalOf(error)
        }
      }}
      onDone={() => {
        onClose()
        if (conflict.current) onConflict(conflict.current)
        else onSaved()
      }}
      onCancel={onClose}
    >
      <p>{t('retention.save.now', { period: periodWords(months, t) })}</p>
      {months !== null && (
        <>
          <PreviewView id={`retention-save-preview-${kind}`} kind={kind} months={months} />
          <p>{t('retention.save.settling')}</p>
        </>
      )}
    </AskFirst>
  )
}

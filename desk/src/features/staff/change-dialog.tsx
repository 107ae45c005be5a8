import type { Action } from '@porchlight/contract/actions.ts'
import type { Client } from '@porchlight/contract/client.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { useRef } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import { refusalOf, useAnswer } from '#app/use-answer.ts'
import { ChangePreview } from './change-preview.tsx'
import type { Preview } from './staff.ts'

/** A change that is asked about before it is made. */
export type AskedChange = {
  /** Names the change and what it is about, unique at the desk. */
  subject: string
  /** The title and the button's text: a verb and its object. */
  title: string
  action: Action
  /** What is said when it is made. */
  told: string
  preview: (client: Client) => Promise<Preview>
  make: (client: Client, reason: string) => Promise<{ proposalId?: number | null }>
}

type Props = {
  change: AskedChange
  onDone: () => void
  /** Called where a colleague has changed the same meanwhile. */
  onConflict: (refusal: RefusalBody) => void
  /** Called where the server refuses a field of the form. */
  onRefused: (refusal: RefusalBody) => void
  onCancel: () => void
}

/** Shows what a change would do, and makes it with the reason that the CSR gives. */
export function ChangeDialog({ change, onDone, onConflict, onRefused, onCancel }: Props) {
  const { t, client } = useDesk()
  const { subject, title, action, told, preview, make } = change
  const loaded = useAnswer(`preview ${subject}`, action, async (asking) => {
    try {
      return await preview(asking)
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal.reason === 'version-conflict') onConflict(refusal)
      else if (refusal.fields) onRefused(refusal)
      throw error
    }
  })
  const conflict = useRef<RefusalBody>(undefined)
  return (
    <AskFirst
      subject={subject}
      title={title}
      action={action}
      perform={async (reason) => {
        try {
          const { proposalId } = await make(client, reason)
          tell(proposalId ? t('staff.proposed') : told, 'success')
        } catch (error) {
          if (refusalOf(error).reason !== 'version-conflict') throw error
          conflict.current = refusalOf(error)
        }
      }}
      onDone={() => (conflict.current ? onConflict(conflict.current) : onDone())}
      onCancel={onCancel}
    >
      <AnswerView loaded={loaded} lines={3}>
        {(ready) => <ChangePreview preview={ready} />}
      </AnswerView>
    </AskFirst>
  )
}

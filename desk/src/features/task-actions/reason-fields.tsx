import { SelectField } from '@porchlight/ui/select-field.tsx'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { Offered } from './actionable-task.ts'
import { quickReasons } from './reason-words.ts'

type Props = { id: string; offered: Offered; error: string | undefined }

/** Why: one of the reasons at hand, the CSR's own words, or both. Of a note: the note. */
export function ReasonFields({ id, offered: { action, needs }, error }: Props) {
  const { t, word } = useDesk()
  const quick = quickReasons[action]
  const isNeeded = needs.includes('reason')
  const hasQuick = quick.length > 0
  return (
    <>
      {hasQuick && (
        <SelectField
          name="quickReason"
          id={`${id}-quick-reason`}
          label={t('task.reason')}
          mark={!isNeeded && t('task-action.optional')}
          options={[
            { value: '', label: t(isNeeded ? 'task-action.own-words' : 'task-action.no-reason') },
            ...quick.map((value) => ({ value, label: word('quick-reason', value) })),
          ]}
        />
      )}
      <TextAreaField
        name="reason"
        id={`${id}-reason`}
        label={t(action === 'note' ? 'task-action.note-text' : 'task-action.own-words')}
        mark={!isNeeded && t('task-action.optional')}
        hint={t('task-action.reason.hint')}
        rows={2}
        maxLength={440}
        error={error}
      />
    </>
  )
}

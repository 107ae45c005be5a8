import { mostReason } from '@porchlight/contract/limits.ts'
import { RadioGroup } from '@porchlight/ui/radio-group.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { useAnswer } from '#app/use-answer.ts'
import { deskActions, type Offered } from './actions.ts'

/** Characters kept free for a reason at hand, which the log keeps before the CSR's own words (reason-words.ts). */
const ofQuickReason = 60

type AssignProps = { id: string; error: string | undefined }

/** Fields that choose the assignee: me, another CSR, a group, or nobody. */
export function AssignFields({ id, error }: AssignProps) {
  const { t, page } = useDesk()
  const [to, setTo] = useState('me')
  const { csrId, displayName } = page.desk
  const loaded = useAnswer('assignees', 'task:assign', (client) => client.listAssignees())
  return (
    <>
      <RadioGroup
        name="assignTo"
        id={`${id}-to`}
        label={t('task-action.assign-to')}
        error={to === 'me' || to === 'nobody' ? error : undefined}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        options={[
          { value: 'me', label: t('task-action.assign-to.me', { name: displayName }) },
          { value: 'csr', label: t('task-action.assign-to.csr') },
          { value: 'group', label: t('task-action.assign-to.group') },
          { value: 'nobody', label: t('task-action.assign-to.nobody') },
        ]}
      />
      {(to === 'csr' || to === 'group') && (
        <AnswerView loaded={loaded} lines={2}>
          {({ csrs, groups }) => {
            const choose = { value: '', label: t('task-action.choose') }
            return to === 'csr' ? (
              <SelectField
                name="csrId"
                id={`${id}-csr`}
                label={t('task-action.assign-to.csr')}
                error={error}
                options={[
                  choose,
                  ...csrs
                    .filter((csr) => csr.csrId !== csrId)
                    .map((csr) => ({ value: csr.csrId, label: `${csr.name} (${csr.csrId})` })),
                ]}
              />
            ) : (
              <SelectField
                name="csrGroup"
                id={`${id}-group`}
                label={t('task-action.assign-to.group')}
                error={error}
                options={[choose, ...groups.map(({ csrGroup, name }) => ({ value: csrGroup, label: name }))]}
              />
            )
          }}
        </AnswerView>
      )}
    </>
  )
}

type ReasonProps = { id: string; offered: Offered; error: string | undefined }

/** Fields of the reason: one to choose from, the CSR's own words, or both. For a note: the note. */
export function ReasonFields({ id, offered: { action, needs }, error }: ReasonProps) {
  const { t, word } = useDesk()
  const quick: readonly string[] = deskActions[action].quickReasons
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
        maxLength={mostReason - ofQuickReason}
        error={error}
      />
    </>
  )
}

import { RadioGroup } from '@porchlight/ui/radio-group.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { useAnswer } from '#app/use-answer.ts'

type Props = { id: string; error: string | undefined }

/** To whom: to me, to another CSR, to a group, to nobody. */
export function AssignFields({ id, error }: Props) {
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

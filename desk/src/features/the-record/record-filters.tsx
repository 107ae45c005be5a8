import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { MessageKey } from '#app/messages.ts'

export type RecordTerms = Partial<Omit<Body<Api['queryRecord']>, 'before'>>

const events = [
  'read',
  'changed',
  'refused',
  'started',
  'arrived',
  'ended',
  'signed-in',
  'signed-out',
  'alert',
] as const
const texts = ['csrId', 'webUserId', 'accountId', 'masqueradeId'] as const

type Props = {
  terms: RecordTerms
  refusal: RefusalBody | undefined
  onSubmit: (terms: RecordTerms) => void
}

/** The question that the form asks: what was filled in, an account's number as on a bill. */
export function termsOf(form: FormData): RecordTerms {
  const typed = [...form].flatMap(([name, value]) => {
    const text = String(value).trim()
    if (text === '' || name === 'staffOnly') return []
    return [[name, name === 'accountId' ? text.replace(/[\s-]/g, '') : text]]
  })
  return { ...Object.fromEntries(typed), ...(form.has('staffOnly') && { staffOnly: true }) }
}

/** What lines to show. */
export function RecordFilters({ terms, refusal, onSubmit }: Props) {
  const { t, word } = useDesk()
  const wrong = (field: string) => {
    const problem = refusal?.fields?.find((other) => other.field === field)
    return problem && word('field', problem.reason)
  }
  return (
    <search>
      <form
        class="filters"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit(termsOf(new FormData(event.currentTarget)))
        }}
      >
        {texts.map((name) => (
          <Field
            key={name}
            name={name}
            id={`record-${name}`}
            label={t(`record.field.${name}` satisfies MessageKey)}
            defaultValue={String(terms[name] ?? '')}
            error={wrong(name)}
            autocomplete="off"
          />
        ))}
        <SelectField
          name="event"
          id="record-event"
          label={t('record.event')}
          value={terms.event ?? ''}
          options={[
            { value: '', label: t('tasks.any') },
            ...events.map((value) => ({ value, label: word('event', value) })),
          ]}
        />
        {(['from', 'to'] as const).map((name) => (
          <Field
            key={name}
            type="date"
            name={name}
            id={`record-${name}`}
            label={t(`desk.${name}`)}
            defaultValue={terms[name] ?? ''}
            error={wrong(name)}
          />
        ))}
        <CheckboxField
          name="staffOnly"
          id="record-staff-only"
          label={t('record.field.staffOnly')}
          defaultChecked={terms.staffOnly ?? false}
        />
        <Button variant="primary" icon="search">
          {t('tasks.do')}
        </Button>
      </form>
    </search>
  )
}

import { Field } from '@porchlight/ui/field.tsx'
import { useDesk } from './desk-context.ts'

type Props = {
  /** What the ids begin with. */
  id: string
  terms: { from?: string | undefined; to?: string | undefined }
  wrong: (field: string) => string | undefined
}

/** The first and the last day of what is asked for. */
export function PeriodFields({ id, terms, wrong }: Props) {
  const { t } = useDesk()
  return (
    <>
      {(['from', 'to'] as const).map((name) => (
        <Field
          key={name}
          type="date"
          name={name}
          id={`${id}-${name}`}
          label={t(`desk.${name}`)}
          defaultValue={terms[name] ?? ''}
          error={wrong(name)}
        />
      ))}
    </>
  )
}

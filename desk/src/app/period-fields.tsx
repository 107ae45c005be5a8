import { Field } from '@porchlight/ui/field.tsx'
import { useDesk } from './desk-context.ts'

type Props = {
  /** Prefix of the ids. */
  id: string
  terms: { from?: string | undefined; to?: string | undefined }
  wrong: (field: string) => string | undefined
}

/** Fields for the first and the last day of a period. */
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

import { Field } from '@porchlight/ui/field.tsx'
import type { PageProps } from '../../app/page.ts'
import { fieldError } from '../../app/refused-form.tsx'

/** The current password, which every change of how one signs in needs. */
export function CurrentPassword({ t, problem }: Pick<PageProps<unknown>, 't' | 'problem'>) {
  return (
    <Field
      name="currentPassword"
      type="password"
      autocomplete="current-password"
      label={t('password.currentPassword')}
      error={fieldError({ problem, t }, 'currentPassword')}
    />
  )
}

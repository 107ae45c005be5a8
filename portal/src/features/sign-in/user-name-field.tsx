import { Field } from '@porchlight/ui/field.tsx'
import type { PageProps } from '../../app/page.ts'
import { fieldError, typedOr } from '../../app/refused-form.tsx'

/** The field for the name that a customer signs in with. Browsers and password managers fill it in. */
export function UserNameField({ t, problem }: Pick<PageProps<unknown>, 't' | 'problem'>) {
  return (
    <Field
      name="userName"
      label={t('sign-in.user-name')}
      autocomplete="username"
      autocapitalize="none"
      spellcheck={false}
      value={typedOr(problem, 'userName', '')}
      error={fieldError({ problem, t }, 'userName')}
    />
  )
}

import { Field } from '@porchlight/ui/field.tsx'
import type { Fields } from '../../app/form.ts'
import type { PageProps } from '../../app/page.ts'
import { fieldError, typedOr } from '../../app/refused-form.tsx'

const passwords = ['newPassword', 'repeatedPassword'] as const

/** What the fields are called in the summary of a refused form. */
export const newSignInNames = (t: PageProps<unknown>['t']) => ({
  givenName: t('register.given-name'),
  surname: t('register.surname'),
  newPassword: t('password.newPassword'),
  repeatedPassword: t('password.repeatedPassword'),
})

/** Fields of somebody who gets a sign-in by a mailed link: the name and a password. What was typed as a password is never shown again. */
export function NewSignInFields(props: PageProps<unknown>) {
  const { t, problem, locale, where } = props
  const names = newSignInNames(t)
  return (
    <>
      <input type="hidden" name="key" value={typedOr(problem, 'key', where.query.get('key') ?? '')} />
      <input type="hidden" name="locale" value={locale} />
      <Field
        name="givenName"
        label={names.givenName}
        autocomplete="given-name"
        value={typedOr(problem, 'givenName', '')}
        error={fieldError(props, 'givenName')}
      />
      <Field
        name="surname"
        label={names.surname}
        autocomplete="family-name"
        value={typedOr(problem, 'surname', '')}
        error={fieldError(props, 'surname')}
      />
      {passwords.map((name) => (
        <Field
          key={name}
          name={name}
          type="password"
          autocomplete="new-password"
          label={names[name]}
          hint={name === 'newPassword' ? t('password.hint') : undefined}
          error={fieldError(props, name)}
        />
      ))}
    </>
  )
}

/** Returns what those fields sent. */
export const newSignInOf = (sent: Fields) => ({
  key: sent.text('key'),
  givenName: sent.text('givenName'),
  surname: sent.text('surname'),
  locale: sent.text('locale') === 'es' ? ('es' as const) : ('en' as const),
  newPassword: sent.text('newPassword'),
  repeatedPassword: sent.text('repeatedPassword'),
})

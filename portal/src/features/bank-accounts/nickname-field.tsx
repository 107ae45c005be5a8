import { Field } from '@porchlight/ui/field.tsx'
import type { PageProps } from '../../app/page.ts'
import { fieldError, typedOr } from '../../app/refused-form.tsx'

type Props = Pick<PageProps<unknown>, 't' | 'problem'> & { standing: string }

/** The nickname of a bank account, in the form that adds it and in the one that changes it. */
export function NicknameField({ t, problem, standing }: Props) {
  return (
    <Field
      name="nickname"
      label={t('bank-account.nickname')}
      mark={t('form.optional')}
      hint={t('bank-account.nickname.hint')}
      autocomplete="off"
      maxlength={40}
      value={typedOr(problem, 'nickname', standing)}
      error={fieldError({ problem, t }, 'nickname')}
    />
  )
}

import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { localPath } from '../../app/local-path.ts'
import { page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm } from '../../app/refused-form.tsx'
import { goOn } from '../sign-in/page.tsx'

/** The second step of a sign-in: the code of the authenticator, or a recovery code. */
export const secondStepPage = page({
  path: '/sign-in/second-factor',
  title: 'second-step.title',
  parent: '/sign-in',
  isPublic: true,
  View: ({ t, where, problem, formToken }) => (
    <Page heading={t('second-step.title')} lead={t('second-step.lead')}>
      <RefusedForm problem={problem} names={{ code: t('second-factor.code') }} t={t} />
      <Form
        id={pageForm}
        action={`/sign-in/second-factor?next=${encodeURIComponent(localPath(where.query.get('next')))}`}
      >
        <input type="hidden" name="_token" value={formToken} />
        <Field
          name="code"
          short
          label={t('second-factor.code')}
          hint={t('second-step.hint')}
          autocomplete="one-time-code"
          autocapitalize="characters"
          spellcheck={false}
          error={fieldError({ problem, t }, 'code')}
        />
        <FormActions>
          <Button variant="primary">{t('sign-in.do')}</Button>
        </FormActions>
        <p>{t('second-step.lost')}</p>
      </Form>
    </Page>
  ),
})

export const secondStepForm = form<'finishSignIn'>({
  path: '/sign-in/second-factor',
  needsNoToken: true,
  pagePath: '/sign-in/second-factor',
  endpoint: 'finishSignIn',
  toInput: (fields) => ({ body: { code: fields.text('code') } }),
  done: ({ failedAttempts, recoveryCodesLeft }, where) =>
    recoveryCodesLeft === null
      ? goOn(failedAttempts, where)
      : { location: '/second-factor', notice: 'recovery-code-used' },
})

import { Button } from '@porchlight/ui/button.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { page, pageForm } from '../../app/page.ts'
import { RefusedForm } from '../../app/refused-form.tsx'
import { CurrentPassword } from './current-password.tsx'

/** The customer turns the second factor off, with the password. */
export const turnOffSecondFactorPage = page({
  path: '/second-factor/off',
  title: 'second-factor.turn-off',
  parent: '/second-factor',
  section: 'access',
  View: (props) => {
    const { t, formToken, problem, surroundings } = props
    return (
      <Page heading={t('second-factor.turn-off')} lead={t('second-factor.turn-off-text')}>
        <RefusedForm problem={problem} names={{ currentPassword: t('password.currentPassword') }} t={t} />
        <Guarded
          {...props}
          id="turn-off"
          decision={surroundings?.may['second-factor:change'] ?? 'not-signed-in'}
          label={t('second-factor.turn-off')}
        >
          <Form id={pageForm} action="/second-factor/off">
            <input type="hidden" name="_token" value={formToken} />
            <CurrentPassword {...props} />
            <FormActions>
              <Button variant="danger">{t('second-factor.turn-off')}</Button>
            </FormActions>
          </Form>
        </Guarded>
      </Page>
    )
  },
})

export const turnOffSecondFactorForm = form<'turnOffSecondFactor'>({
  path: '/second-factor/off',
  pagePath: '/second-factor/off',
  endpoint: 'turnOffSecondFactor',
  toInput: (sent) => ({ body: { currentPassword: sent.text('currentPassword') } }),
  done: () => ({ location: '/second-factor', notice: 'second-factor-off' }),
})

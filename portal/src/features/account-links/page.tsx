import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm, typedOr } from '../../app/refused-form.tsx'
import { OwnLinkRequests, type OwnRequests } from './own-requests.tsx'

/** Ask for a link to an account by its number and a postal code, both as on a bill; and what became of such requests. */
export const linkAccountPage = page<OwnRequests>({
  path: '/link-account',
  title: 'link-account.title',
  parent: '/',
  load: (client) => client.listLinkRequests(),
  View: (props) => {
    const { t, formToken, problem, surroundings } = props
    return (
      <Page heading={t('link-account.title')} lead={t('link-account.lead')}>
        <RefusedForm
          problem={problem}
          names={{
            accountNumber: t('link-account.account-number'),
            postalCode: t('link-account.postal-code'),
          }}
          t={t}
        />
        <Guarded
          {...props}
          id="add-account"
          decision={surroundings?.may['account-link:add'] ?? 'not-signed-in'}
          label={t('link-account.do')}
        >
          <Form id={pageForm} action="/link-account">
            <input type="hidden" name="_token" value={formToken} />
            <Field
              name="accountNumber"
              label={t('link-account.account-number')}
              hint={t('link-account.account-number-hint')}
              inputmode="numeric"
              autocomplete="off"
              short
              value={typedOr(problem, 'accountNumber', '')}
              error={fieldError({ problem, t }, 'accountNumber')}
            />
            <Field
              name="postalCode"
              label={t('link-account.postal-code')}
              hint={t('link-account.postal-code-hint')}
              autocomplete="postal-code"
              short
              value={typedOr(problem, 'postalCode', '')}
              error={fieldError({ problem, t }, 'postalCode')}
            />
            <Notice>{t('link-account.what-happens')}</Notice>
            <FormActions>
              <Button variant="primary">{t('link-account.do')}</Button>
            </FormActions>
          </Form>
        </Guarded>
        <OwnLinkRequests {...props} />
      </Page>
    )
  },
})

export const linkAccountForm = form<'linkAccount'>({
  path: '/link-account',
  pagePath: '/link-account',
  endpoint: 'linkAccount',
  toInput: (sent) => ({
    body: { accountNumber: sent.text('accountNumber'), postalCode: sent.text('postalCode') },
  }),
  done: () => ({ location: '/link-account', notice: 'link-requested' }),
})

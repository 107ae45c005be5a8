import type { Client } from '@porchlight/contract/client.ts'
import { BackLink } from '@porchlight/ui/back-link.tsx'
import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { FormFields } from '../../app/closed-form.tsx'
import { Conflict } from '../../app/conflict.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm, typedOr, versionToSend } from '../../app/refused-form.tsx'

type Data = Awaited<ReturnType<Client['readAccountInformation']>>

const fields = [
  { name: 'line1', autocomplete: 'address-line1' },
  { name: 'line2', autocomplete: 'address-line2' },
  { name: 'city', autocomplete: 'address-level2' },
  { name: 'region', autocomplete: 'address-level1' },
  { name: 'postalCode', autocomplete: 'postal-code' },
  { name: 'country', autocomplete: 'country' },
] as const

export const mailingAddressPage = page<Data>({
  path: '/accounts/:accountId/mailing-address',
  title: 'mailing-address.change',
  section: 'account',
  load: (client, { params }) => client.readAccountInformation({ params: { accountId: params.accountId } }),
  View: (props) => {
    const { data, t, formToken, problem } = props
    const standing = data.mailingAddress
    const names = Object.fromEntries(fields.map(({ name }) => [name, t(`mailing-address.${name}`)]))
    return (
      <Page
        heading={t('mailing-address.change')}
        back={<BackLink href={`/accounts/${data.accountId}/information`}>{t('information.title')}</BackLink>}
      >
        <Form id={pageForm} action={`/accounts/${data.accountId}/mailing-address`}>
          <input type="hidden" name="_token" value={formToken} />
          <input type="hidden" name="version" value={versionToSend(problem, standing.version)} />
          {problem?.refusal.reason === 'version-conflict' ? (
            <Conflict
              problem={problem}
              names={names}
              here={`/accounts/${data.accountId}/mailing-address`}
              t={t}
            />
          ) : (
            <RefusedForm problem={problem} names={names} t={t} />
          )}
          <FormFields {...props} answer={data.may['mailing-address:change']}>
            {fields.map(({ name, autocomplete }) => (
              <Field
                key={name}
                name={name}
                autocomplete={autocomplete}
                label={t(`mailing-address.${name}`)}
                mark={name === 'line2' ? t('form.optional') : undefined}
                value={typedOr(problem, name, standing[name])}
                error={fieldError(props, name)}
              />
            ))}
          </FormFields>
          <Notice>{t('mailing-address.what-happens')}</Notice>
          <FormActions>
            <Guarded {...props} id="save" answer={data.may['mailing-address:change']} label={t('form.save')}>
              <Button variant="primary">{t('form.save')}</Button>
            </Guarded>
          </FormActions>
        </Form>
      </Page>
    )
  },
})

export const changeMailingAddressForm = form<'changeMailingAddress'>({
  path: '/accounts/:accountId/mailing-address',
  pagePath: '/accounts/:accountId/mailing-address',
  endpoint: 'changeMailingAddress',
  toInput: (sent, { params }) => ({
    params: { accountId: params.accountId },
    body: {
      line1: sent.text('line1'),
      line2: sent.text('line2'),
      city: sent.text('city'),
      region: sent.text('region'),
      postalCode: sent.text('postalCode'),
      country: sent.text('country'),
      version: sent.number('version'),
    },
  }),
  done: (_, { params }) => ({
    location: `/accounts/${params.accountId}/information`,
    notice: 'mailing-address-changed',
  }),
})

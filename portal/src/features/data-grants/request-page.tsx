import type { Client } from '@porchlight/contract/client.ts'
import { type AskedFor, grantDays, historyMonths } from '@porchlight/contract/data-grants.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { RadioGroup } from '@porchlight/ui/radio-group.tsx'
import { form } from '../../app/form.ts'
import { page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm, typedOr } from '../../app/refused-form.tsx'

/** Where third parties send a customer: the authorization endpoint of OAuth 2.0. */
const path = '/data-access/authorize'

/** What each parameter of OAuth 2.0 is in the contract. */
const parameters = {
  client_id: 'clientId',
  redirect_uri: 'redirectUri',
  response_type: 'responseType',
  scope: 'scope',
  state: 'state',
  code_challenge: 'codeChallenge',
  code_challenge_method: 'codeChallengeMethod',
} as const satisfies Record<string, keyof AskedFor>
const names = Object.keys(parameters) as (keyof typeof parameters)[]

const askedFor = (read: (name: string) => string) =>
  Object.fromEntries(names.map((name) => [parameters[name], read(name)])) as AskedFor

/** A year from a day. */
const aYearFrom = (date: string) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + grantDays.usual * 86_400_000).toISOString().slice(0, 10)

/** A company asks to read the customer's usage: who it is, what it would see, and for how long. */
export const dataRequestPage = page<Awaited<ReturnType<Client['readDataRequest']>>>({
  path,
  title: 'data-access.request-title',
  section: 'access',
  parent: '/',
  load: (client, { query }) => client.readDataRequest({ query: askedFor((name) => query.get(name) ?? '') }),
  View: ({ data, t, format, where, formToken, problem }) => {
    const { name, website, backUrl, fault, accounts, today } = data
    const back = <a href={backUrl}>{t('data-access.back', { name })}</a>
    const heading = t('data-access.request-title')
    if (fault !== null || accounts.length === 0)
      return (
        <Page heading={heading}>
          <Notice tone="warning" actions={back}>
            {fault === null ? t('data-access.no-account') : t('data-access.fault', { name })}
          </Notice>
        </Page>
      )
    const labels = {
      accountId: t('data-access.account'),
      history: t('data-access.history'),
      endsOn: t('data-access.until'),
    }
    return (
      <Page heading={heading} lead={t('data-access.request-lead', { name, website: new URL(website).host })}>
        <RefusedForm problem={problem} names={labels} t={t} />
        <Form id={pageForm} action={`${path}?${where.query}`}>
          <input type="hidden" name="_token" value={formToken} />
          {names.map((one) => (
            <input key={one} type="hidden" name={one} value={where.query.get(one) ?? ''} />
          ))}
          <RadioGroup
            name="accountId"
            label={labels.accountId}
            options={accounts.map((account) => ({
              value: String(account.accountId),
              label: [account.name, format.account(account.accountId)].filter(Boolean).join(' · '),
            }))}
            value={typedOr(problem, 'accountId', String(accounts[0]?.accountId ?? ''))}
            error={fieldError({ problem, t }, 'accountId')}
          />
          <RadioGroup
            name="history"
            label={labels.history}
            options={historyMonths.map((months) => ({
              value: months,
              label: t(`data-access.history.${months}`),
            }))}
            value={typedOr(problem, 'history', '12')}
            error={fieldError({ problem, t }, 'history')}
          />
          <Field
            name="endsOn"
            type="date"
            label={labels.endsOn}
            hint={t('data-access.until-hint')}
            value={typedOr(problem, 'endsOn', aYearFrom(today))}
            error={fieldError({ problem, t }, 'endsOn')}
          />
          <FormActions>
            <Button variant="primary">{t('data-access.share', { name })}</Button>
            {back}
          </FormActions>
        </Form>
      </Page>
    )
  },
})

export const dataRequestForm = form<'giveDataGrant'>({
  path,
  pagePath: path,
  endpoint: 'giveDataGrant',
  toInput: (sent) => ({
    params: { accountId: sent.text('accountId') },
    body: {
      ...askedFor(sent.text),
      history: sent.text('history') as (typeof historyMonths)[number],
      endsOn: sent.text('endsOn'),
    },
  }),
  done: ({ dataGrantId }) => ({ location: `/data-access/given/${dataGrantId}` }),
})

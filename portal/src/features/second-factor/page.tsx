import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { form } from '../../app/form.ts'
import { type PageProps, page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm } from '../../app/refused-form.tsx'
import { CurrentPassword } from './current-password.tsx'
import { QrCode } from './qr-code.tsx'

type Data = Awaited<ReturnType<Client['readSecondFactor']>>
type Props = PageProps<Data>

/** The customer's second factor: set it up, see that it is on, make new recovery codes, turn it off. Without scripts. */
export const secondFactorPage = page<Data>({
  path: '/second-factor',
  title: 'second-factor.title',
  parent: '/access',
  section: 'access',
  load: (client) => client.readSecondFactor(),
  View: (props) => {
    const { t, data, problem } = props
    const names = { code: t('second-factor.code'), currentPassword: t('password.currentPassword') }
    return (
      <Page heading={t('second-factor.title')} lead={t('second-factor.lead')}>
        <RefusedForm problem={problem} names={names} t={t} />
        {data.mode === 'required' && data.since === null && (
          <Notice tone="warning">{t('second-factor.required')}</Notice>
        )}
        {data.recoveryCodes.length > 0 && <RecoveryCodes {...props} />}
        {data.since !== null && <TurnedOn {...props} />}
        {data.setUp && <SetUp {...props} setUp={data.setUp} />}
        {data.since === null && !data.setUp && <p>{t('second-factor.not-offered')}</p>}
      </Page>
    )
  },
})

/** The ten codes, for ten minutes after they are made. */
function RecoveryCodes({ t, data }: Props) {
  return (
    <Section id="recovery-codes" heading={t('recovery-codes.title')}>
      <Notice tone="warning">{t('recovery-codes.keep')}</Notice>
      <ul class="plain-list secret-codes">
        {data.recoveryCodes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function TurnedOn(props: Props) {
  const { t, data, format, formToken } = props
  return (
    <>
      <Section id="state" heading={t('second-factor.on')}>
        <p>
          {t('second-factor.since', {
            since: format.instant(data.since ?? ''),
            count: data.recoveryCodesLeft,
          })}
        </p>
      </Section>
      <Section id="new-codes" heading={t('recovery-codes.new')}>
        <Form id={pageForm} action="/second-factor/recovery-codes">
          <input type="hidden" name="_token" value={formToken} />
          <p>{t('recovery-codes.new-text')}</p>
          <CurrentPassword {...props} />
          <FormActions>
            <Button>{t('recovery-codes.do')}</Button>
          </FormActions>
        </Form>
      </Section>
      {data.mode !== 'required' && (
        <p>
          <a href="/second-factor/off">{t('second-factor.turn-off')}</a>
        </p>
      )}
    </>
  )
}

function SetUp(props: Props & { setUp: NonNullable<Data['setUp']> }) {
  const { t, setUp, problem, formToken } = props
  return (
    <Form id={pageForm} action="/second-factor">
      <input type="hidden" name="_token" value={formToken} />
      <p>{t('second-factor.step-app')}</p>
      <QrCode text={setUp.address} label={t('second-factor.qr')} />
      <p>
        {t('second-factor.by-hand')}{' '}
        <code class="secret-key">{setUp.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <p>
        <a href={setUp.address}>{t('second-factor.on-this-device')}</a>
      </p>
      <Field
        name="code"
        short
        inputmode="numeric"
        autocomplete="one-time-code"
        label={t('second-factor.code')}
        hint={t('second-factor.code-hint')}
        error={fieldError({ problem, t }, 'code')}
      />
      <CurrentPassword {...props} />
      <Notice>{t('second-factor.what-happens')}</Notice>
      <FormActions>
        <Button variant="primary">{t('second-factor.turn-on')}</Button>
      </FormActions>
    </Form>
  )
}

export const turnOnSecondFactorForm = form<'turnOnSecondFactor'>({
  path: '/second-factor',
  pagePath: '/second-factor',
  endpoint: 'turnOnSecondFactor',
  toInput: (sent) => ({ body: { code: sent.text('code'), currentPassword: sent.text('currentPassword') } }),
  done: () => ({ location: '/second-factor', notice: 'second-factor-on' }),
})

export const renewRecoveryCodesForm = form<'renewRecoveryCodes'>({
  path: '/second-factor/recovery-codes',
  pagePath: '/second-factor',
  endpoint: 'renewRecoveryCodes',
  toInput: (sent) => ({ body: { currentPassword: sent.text('currentPassword') } }),
  done: () => ({ location: '/second-factor', notice: 'recovery-codes-new' }),
})

import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { DataTable } from '@porchlight/ui/data-table.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { type PageProps, page } from '../../app/page.ts'
import { RefusedForm } from '../../app/refused-form.tsx'
import { deviceOf } from './device-of.ts'
import { OwnAccounts } from './own-accounts.tsx'
import { SupportVisit } from './support-visit.tsx'
import { VisitLine } from './visit-line.tsx'

type Data = Awaited<ReturnType<Client['listAccess']>>

/** Who has been in this customer's portal: own devices, and every support visit in plain words. */
export const accessPage = page<Data>({
  path: '/access',
  title: 'access.title',
  section: 'access',
  menu: [
    { place: 'header', order: 5, label: 'nav.access' },
    { place: 'foot', order: 2 },
  ],
  load: (client) => client.listAccess(),
  View: (props) => {
    const { data, t, surroundings, problem } = props
    return (
      <Page heading={t('access.title')} lead={t('access.lead')}>
        <RefusedForm problem={problem} t={t} />
        <OwnAccounts {...props} />
        <Section
          id="devices"
          heading={t('access.devices')}
          actions={
            <>
              <Guarded
                {...props}
                id="second-factor"
                decision={surroundings?.may['second-factor:change'] ?? 'not-signed-in'}
                label={t('second-factor.title')}
              >
                <LinkButton href="/second-factor">{t('second-factor.title')}</LinkButton>
              </Guarded>
              <Guarded
                {...props}
                id="change-password"
                decision={surroundings?.may['password:change'] ?? 'not-signed-in'}
                label={t('password.title')}
              >
                <LinkButton href="/password">{t('password.title')}</LinkButton>
              </Guarded>
            </>
          }
        >
          <Devices {...props} />
        </Section>
        <Section id="visits" heading={t('access.visits')}>
          <p>{t(data.supportVisits.length > 0 ? 'access.visits-text' : 'access.no-visits')}</p>
          {!surroundings?.masquerade && (
            <p>
              <a href="/support-code">{t('support-code.title')}</a>
            </p>
          )}
          {data.supportVisits
            .filter(({ isLive }, at) => isLive || at < 5)
            .map((visit) =>
              visit.isLive ? (
                <SupportVisit key={visit.masqueradeId} {...props} visit={visit} />
              ) : (
                <VisitLine key={visit.masqueradeId} {...props} visit={visit} />
              ),
            )}
          {data.supportVisits.length > 0 && (
            <p>
              <a href="/access/visits">{t('access.all-visits')}</a>
            </p>
          )}
        </Section>
      </Page>
    )
  },
})

/** The sign-ins of this customer, without masquerades. Each other device, or all, can be signed out. */
function Devices(props: PageProps<Data>) {
  const { data, t, format, formToken } = props
  return (
    <>
      <DataTable
        id="device-list"
        caption={t('access.devices')}
        captionHidden
        rows={data.devices}
        rowKey={(device) => `${device.startedAt} ${device.ipAddress} ${device.lastUsedAt}`}
        empty={t('access.no-devices')}
        columns={[
          { key: 'device', header: t('access.device'), rowHeader: true, cell: (d) => nameOf(d.userAgent, t) },
          {
            key: 'state',
            header: t('access.state'),
            cell: (d) => <DeviceState {...props} device={d} />,
          },
          { key: 'since', header: t('access.since'), cell: (d) => format.instant(d.startedAt) },
          { key: 'last', header: t('access.last-used'), cell: (d) => format.instant(d.lastUsedAt) },
          { key: 'address', header: t('access.ip-address'), cell: (d) => d.ipAddress },
        ]}
      />
      <Guarded
        {...props}
        id="sign-out-all"
        decision={data.may['device:sign-out-all']}
        label={t('access.sign-out-all.do')}
      >
        <form method="post" action="/access/sign-out-all">
          <input type="hidden" name="_token" value={formToken} />
          <p>{t('access.sign-out-all.text')}</p>
          <FormActions>
            <Button variant="danger">{t('access.sign-out-all.do')}</Button>
          </FormActions>
        </form>
      </Guarded>
    </>
  )
}

/** Whether a device is signed in; another device has a button that ends its session. */
function DeviceState(props: PageProps<Data> & { device: Data['devices'][number] }) {
  const { t, format, formToken, device } = props
  const { isThis, isSignedIn, customerSessionId } = device
  const named = { device: nameOf(device.userAgent, t), when: format.instant(device.startedAt) }
  return (
    <>
      <StatusBadge tone={isThis ? 'success' : isSignedIn ? 'info' : 'neutral'}>
        {t(isThis ? 'access.this-device' : isSignedIn ? 'access.signed-in' : 'access.signed-out')}
      </StatusBadge>
      {isSignedIn && !isThis && (
        <Guarded
          {...props}
          id={`sign-out-${customerSessionId}`}
          decision={device.may['device:sign-out']}
          label={t('access.sign-out-device.do')}
        >
          <form method="post" action={`/access/devices/${customerSessionId}/sign-out`}>
            <input type="hidden" name="_token" value={formToken} />
            <Button variant="quiet" aria-label={t('access.sign-out-device.named', named)}>
              {t('access.sign-out-device.do')}
            </Button>
          </form>
        </Guarded>
      )}
    </>
  )
}

function nameOf(userAgent: string, t: PageProps<Data>['t']): string {
  const { browser, system } = deviceOf(userAgent)
  if (browser && system) return t('access.browser-on-system', { browser, system })
  return browser ?? system ?? t('access.unknown-device')
}

/** The customer ends a support visit that is going on. */
export const endSupportVisitForm = form<'endSupportVisit'>({
  path: '/access/support-visits/:masqueradeId/end',
  pagePath: '/access',
  endpoint: 'endSupportVisit',
  toInput: (_, { params }) => ({ params: { masqueradeId: params.masqueradeId ?? '' } }),
  done: () => ({ location: '/access', notice: 'support-visit-ended' }),
})

/** The customer signs out another device. */
export const signOutDeviceForm = form<'signOutDevice'>({
  path: '/access/devices/:customerSessionId/sign-out',
  pagePath: '/access',
  endpoint: 'signOutDevice',
  toInput: (_, { params }) => ({ params: { customerSessionId: Number(params.customerSessionId) } }),
  done: () => ({ location: '/access', notice: 'device-signed-out' }),
})

/** The customer signs out every device, this one too. */
export const signOutAllDevicesForm = form<'signOutAllDevices'>({
  path: '/access/sign-out-all',
  pagePath: '/access',
  endpoint: 'signOutAllDevices',
  toInput: () => ({}),
  done: () => ({ location: '/sign-in', notice: 'all-signed-out' }),
})

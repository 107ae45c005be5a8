import type { Reason } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { refusalOf } from '#app/use-answer.ts'
import { IssuerForm } from './issuer-form.tsx'
import { IssuerVersions } from './issuer-versions.tsx'
import { Subjects } from './subjects.tsx'
import type { Issuer, TrustedIssuers } from './trusted-issuers.ts'

type Props = {
  issuer: Issuer
  csrs: TrustedIssuers['csrs']
  decision: 'ok' | Reason
  onChanged: () => void
}

/** Shows one registered system: its settings, its keys with a connection test, its CSRs and its versions. */
export function IssuerSection({ issuer, csrs, decision, onChanged }: Props) {
  const { t, client, word } = useDesk()
  const [isChanging, setIsChanging] = useState(false)
  const [tested, setTested] = useState<string>()
  const { issuerKey, state, keys } = issuer
  const test = async () => {
    try {
      const { outcome } = await client.testTrustedIssuer({ body: { issuerKey } })
      setTested(outcome)
      onChanged()
    } catch (error) {
      setTested(refusalOf(error).reason)
    }
  }
  return (
    <Section id={`system-${issuerKey}`} heading={state.displayName}>
      <Facts issuer={issuer} />
      {tested !== undefined && (
        <Notice tone={tested === 'ok' ? 'success' : 'warning'} role="status">
          {tested === 'ok'
            ? t('trusted-issuer.test.ok', { count: keys.length })
            : word('trusted-issuer.test', tested)}
        </Notice>
      )}
      {decision === 'ok' && !isChanging && (
        <div class="form-actions">
          <Button
            aria-label={t('trusted-issuer.change-named', { name: state.displayName })}
            onClick={() => setIsChanging(true)}
          >
            {t('trusted-issuer.change')}
          </Button>
          <Button
            aria-label={t('trusted-issuer.test-named', { name: state.displayName })}
            onClick={() => void test()}
          >
            {t('trusted-issuer.test')}
          </Button>
        </div>
      )}
      {isChanging && (
        <IssuerForm
          issuer={issuer}
          onDone={() => {
            setIsChanging(false)
            onChanged()
          }}
          onCancel={() => setIsChanging(false)}
        />
      )}
      <Subjects issuer={issuer} csrs={csrs} mayChange={decision === 'ok'} onChanged={onChanged} />
      {issuer.versions.length > 0 && <IssuerVersions issuer={issuer} />}
    </Section>
  )
}

const lines = (texts: readonly string[]): ComponentChildren =>
  texts.map((text) => (
    <div key={text}>
      <code>{text}</code>
    </div>
  ))

function Facts({ issuer }: { issuer: Issuer }) {
  const { t, format } = useDesk()
  const { state, keys, isActive, lastUsedAt, keysFetchedAt } = issuer
  const until = state.activeTo
    ? t('trusted-issuer.from-to', { from: format.date(state.activeFrom), to: format.date(state.activeTo) })
    : t('trusted-issuer.from', { from: format.date(state.activeFrom) })
  return (
    <DescriptionList
      items={[
        {
          label: t('trusted-issuer.state'),
          value: (
            <>
              <StatusBadge tone={isActive ? 'success' : 'neutral'}>
                {t(isActive ? 'trusted-issuer.active' : 'trusted-issuer.inactive')}
              </StatusBadge>{' '}
              {until}
            </>
          ),
        },
        { label: t('trusted-issuer.issuer'), value: <code>{state.issuer}</code> },
        { label: t('trusted-issuer.audience'), value: <code>{state.audience}</code> },
        {
          label: t('trusted-issuer.keys'),
          value: (
            <>
              {state.keyAddress ? <code>{state.keyAddress}</code> : t('trusted-issuer.keys.pasted')}
              {keys.map(({ kid, algorithm }) => (
                <div key={kid}>
                  {algorithm} <code>{kid}</code>
                </div>
              ))}
              {keysFetchedAt && (
                <div>
                  {t('trusted-issuer.keys.fetched')} <Instant at={keysFetchedAt} />
                </div>
              )}
            </>
          ),
        },
        { label: t('trusted-issuer.algorithms'), value: state.algorithms.join(', ') },
        { label: t('trusted-issuer.return-urls'), value: lines(state.returnUrls) },
        {
          label: t('trusted-issuer.context'),
          value: state.contextNames.length > 0 ? lines(state.contextNames) : t('trusted-issuer.context.none'),
        },
        {
          label: t('trusted-issuer.last-used'),
          value: lastUsedAt ? <Instant at={lastUsedAt} /> : t('trusted-issuer.never-used'),
        },
      ]}
    />
  )
}

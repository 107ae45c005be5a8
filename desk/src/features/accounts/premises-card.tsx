import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import type { Account } from '#app/response-types.ts'
import { PremisesPlot } from './premises-plot.tsx'

type Premise = Account['premises'][number]
const fewPremises = 4

/** Where: premises with what is delivered there, and the address that mail goes to. */
export function PremisesCard({ account }: { account: Account }) {
  const { t } = useDesk()
  const [isAll, setIsAll] = useState(false)
  const { premises, mailingAddress: mail } = account
  const shown = isAll ? premises : premises.slice(0, fewPremises)
  return (
    <Card id="premises" heading={t('account.where')}>
      {premises.length === 0 && <p class="quiet">{t('account.no-premise')}</p>}
      <PremisesPlot premises={premises} />
      <ul class="premises">
        {shown.map((premise) => (
          <li key={premise.premiseId}>
            <strong>{premise.address}</strong>
            <Services premise={premise} />
          </li>
        ))}
      </ul>
      {premises.length > shown.length && (
        <Button variant="quiet" onClick={() => setIsAll(true)}>
          {t('account.all-premises', { count: premises.length })}
        </Button>
      )}
      {mail && (
        <dl class="facts">
          <div>
            <dt>{t('account.mailing-address')}</dt>
            <dd>
              {[mail.line1, mail.line2, mail.city, `${mail.region} ${mail.postalCode}`]
                .filter((part) => part.trim())
                .join(', ')}
            </dd>
          </div>
        </dl>
      )}
    </Card>
  )
}

function Services({ premise }: { premise: Premise }) {
  const { t, word, format } = useDesk()
  return (
    <ul class="services">
      {premise.services.map(({ serviceType, servicePointId, meterNumber, startedOn, endedOn }) => (
        <li key={`${servicePointId} ${startedOn}`}>
          {word('service', serviceType)}
          {meterNumber && `, ${t('account.meter', { number: meterNumber })}`}
          <span class="quiet">
            {' '}
            {endedOn
              ? t('account.service-until', { from: format.date(startedOn), to: format.date(endedOn) })
              : t('account.service-since', { from: format.date(startedOn) })}
          </span>
        </li>
      ))}
    </ul>
  )
}

import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { useLive } from '#app/live/use-live.ts'
import { capital } from '#app/messages.ts'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { CallerGrade } from '../caller-verification/caller-grade.tsx'
import { CsrRecordLink } from '../record-lists/record-links.tsx'
import { EndMasquerade } from './end-masquerade.tsx'
import { MasqueradeState } from './masquerade-state.tsx'
import { OwnMasquerade } from './own-masquerade.tsx'
import { TimeLeft } from './time-left.tsx'
import { Timeline } from './timeline.tsx'
import { useFollowed } from './use-followed.ts'

type Masquerade = Response<Api['readMasquerade']>

/** One masquerade in full: who viewed whom, when, why, from where, what was read and changed. */
function MasqueradeScreen({ masqueradeId }: { masqueradeId: string }) {
  const { t, refusedFor } = useDesk()
  const mayReview = !refusedFor('masquerade:review')
  const loaded = useAnswer(`masquerade ${masqueradeId}`, 'masquerade:review', (client) =>
    client.readMasquerade({ params: { masqueradeId } }),
  )
  useLive(
    { kinds: ['masquerade'], isAbout: ([id]) => id === masqueradeId, otherwise: 'when-seen-again' },
    loaded.refresh,
  )
  return (
    <Screen hasOwn>
      {mayReview ? (
        <AnswerView loaded={loaded} lines={8} whereGone={t('retention.gone')}>
          {(masquerade) => (
            <>
              <Facts masquerade={masquerade} onEnded={loaded.reload} />
              <Followed masquerade={masquerade} />
            </>
          )}
        </AnswerView>
      ) : (
        <OwnMasquerade masqueradeId={masqueradeId} />
      )}
    </Screen>
  )
}

/** The pages and acts, as they happen while the masquerade is live. */
function Followed({ masquerade: { masqueradeId, entries, endedAt } }: { masquerade: Masquerade }) {
  return <Timeline entries={useFollowed(masqueradeId, entries, endedAt === null)} />
}

export const masqueradeView = laterView('masquerade', MasqueradeScreen)

function Facts({ masquerade, onEnded }: { masquerade: Masquerade; onEnded: () => void }) {
  const { t, word, format } = useDesk()
  const { masqueradeId, accountId, startedAt, arrivedAt, endedAt, purposeKind, purposeReference } = masquerade
  return (
    <Card
      id="facts"
      heading={t('masquerade.who-whom', { csrName: masquerade.csrName, personName: masquerade.personName })}
      actions={
        endedAt === null && (
          <EndMasquerade
            masquerade={masquerade}
            endAny={masquerade.may['masquerade:end-any']}
            onEnded={onEnded}
          />
        )
      }
    >
      <DescriptionList
        items={[
          {
            label: t('masquerade.csr'),
            value: (
              <CsrRecordLink csrId={masquerade.csrId}>
                {`${masquerade.csrName} (${masquerade.csrId})`}
              </CsrRecordLink>
            ),
          },
          { label: t('masquerade.viewed'), value: `${masquerade.personName} (${masquerade.userName})` },
          {
            label: t('account.number'),
            value: <a href={href({ name: 'account', accountId })}>{format.account(accountId)}</a>,
          },
          {
            label: t('masquerade.purpose'),
            value: (
              <>
                {capital(word('purpose', purposeKind))}: {purposeReference}
              </>
            ),
          },
          { label: t('masquerade.caller'), value: <CallerGrade grade={masquerade.callerGrade} /> },
          { label: t('task.ip-address'), value: masquerade.ipAddress },
          { label: t('masquerade.started'), value: <Instant at={startedAt} /> },
          { label: t('masquerade.arrived'), value: <Instant at={arrivedAt} /> },
          { label: t('masquerade.state'), value: <MasqueradeState masquerade={masquerade} /> },
          ...(endedAt === null
            ? [{ label: t('wall.time-left'), value: <TimeLeft endsAt={masquerade.endsAt} /> }]
            : []),
          {
            label: t('record.title'),
            value: <a href={href({ name: 'record', masqueradeId })}>{t('masquerade.in-the-record')}</a>,
          },
        ]}
      />
    </Card>
  )
}

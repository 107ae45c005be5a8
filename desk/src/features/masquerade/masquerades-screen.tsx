import { masqueradePageSize } from '@porchlight/contract/limits.ts'
import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { useLive } from '#app/live/use-live.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { EndedEarlier } from './ended-earlier.tsx'
import { LiveWall } from './live-wall.tsx'
import { MasqueradeFilters, type MasqueradeTerms } from './masquerade-filters.tsx'
import { MasqueradesTable } from './masquerades-table.tsx'
import { OwnViewNotices } from './own-view-notices.tsx'

/** Masquerades: the live ones first. What a supervisor watches changes as they do. */
function MasqueradesScreen() {
  const { t } = useDesk()
  const [terms, setTerms] = useState<MasqueradeTerms>({})
  const key = JSON.stringify(terms)
  const loaded = useAnswer(`masquerades ${key}`, 'masquerade:review', (client) =>
    client.listMasquerades({ body: { liveOnly: false, ...terms } }),
  )
  const { answer, reload, refresh } = loaded
  useLive(
    { kinds: ['masquerade', 'masquerade-step'], otherwise: 5000 },
    () => answer.state === 'ready' && refresh(),
  )
  return (
    <Screen hasOwn lead={t('masquerades.lead')}>
      {answer.state === 'refused' && <OwnViewNotices />}
      {answer.state !== 'refused' && <MasqueradeFilters onSubmit={setTerms} />}
      <AnswerView loaded={loaded} lines={6}>
        {({ masquerades, liveOfCsrs, may }) => {
          const live = masquerades.filter(({ endedAt }) => endedAt === null)
          const isFiltered = Object.keys(terms).length > 0
          const total = liveOfCsrs.reduce((sum, { count }) => sum + count, 0)
          const ended = masquerades.filter(({ endedAt }) => endedAt !== null)
          return (
            <>
              <h2>{t('masquerades.live', { count: isFiltered ? live.length : total })}</h2>
              <LiveWall {...{ live, liveOfCsrs, isFiltered, may }} onEnded={reload} />
              <h2>{t('masquerades.ended')}</h2>
              <MasqueradesTable
                id="ended-masquerades"
                caption={t('masquerades.ended')}
                rows={ended}
                endAny={may['masquerade:end-any']}
                onEnded={reload}
              />
              {masquerades.length >= masqueradePageSize && (
                <EndedEarlier key={key} terms={terms} from={ended.at(-1)?.masqueradeId} />
              )}
            </>
          )
        }}
      </AnswerView>
    </Screen>
  )
}

export const masqueradesView = laterView('masquerades', MasqueradesScreen)

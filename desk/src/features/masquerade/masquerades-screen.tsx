import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { useLive } from '#app/live/use-live.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { MasqueradesTable } from './masquerades-table.tsx'
import { OwnViewNotices } from './own-view-notices.tsx'

/** Masquerades: the live ones first. What a supervisor watches changes as they do. */
export function MasqueradesScreen() {
  const { t } = useDesk()
  const loaded = useAnswer('masquerades', 'masquerade:review', (client) =>
    client.listMasquerades({ body: { liveOnly: false } }),
  )
  const { answer, reload, refresh } = loaded
  useLive({ kinds: ['masquerade'], otherwise: 5000 }, () => answer.state === 'ready' && refresh())
  return (
    <Screen heading={t('masquerades.title')} lead={t('masquerades.lead')}>
      {answer.state === 'refused' && <OwnViewNotices />}
      <AnswerView loaded={loaded} lines={6}>
        {({ masquerades, may }) => {
          const live = masquerades.filter(({ endedAt }) => endedAt === null)
          const ended = masquerades.filter(({ endedAt }) => endedAt !== null)
          return (
            <>
              <h2>{t('masquerades.live', { count: live.length })}</h2>
              <MasqueradesTable
                id="live-masquerades"
                caption={t('masquerades.live', { count: live.length })}
                rows={live}
                endAny={may['masquerade:end-any']}
                onEnded={reload}
              />
              <h2>{t('masquerades.ended')}</h2>
              <MasqueradesTable
                id="ended-masquerades"
                caption={t('masquerades.ended')}
                rows={ended}
                endAny={may['masquerade:end-any']}
                onEnded={reload}
              />
            </>
          )
        }}
      </AnswerView>
    </Screen>
  )
}

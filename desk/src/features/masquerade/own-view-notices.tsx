import { Button } from '@porchlight/ui/button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'
import { startAndArrive } from './arrive.ts'
import { endingByHand, lookAtOwnViews, ownViews, termsOf, viewDrafts } from './own-views.ts'

/** The masquerades of this tab that are going on (for one account, if it is named), each with its end. */
export function OwnViewNotices({ accountId }: { accountId?: number | undefined }) {
  const { t, word, format, client } = useDesk()
  const say = (error: unknown) => tell(word('reason', refusalOf(error).reason), 'danger')
  const end = async (masqueradeId: string) => {
    endingByHand(masqueradeId)
    await client.endOwnMasquerade({ params: { masqueradeId } }).catch(say)
    await lookAtOwnViews(client)
  }
  return (
    <>
      {ownViews.value
        .filter((view) => accountId === undefined || view.accountId === accountId)
        .map(({ masqueradeId }) => {
          const draft = viewDrafts.value.get(masqueradeId)
          const terms = termsOf(masqueradeId)
          return (
            <Notice
              key={masqueradeId}
              title={draft ? t('view.live', { userName: draft.userName }) : t('view.live.unnamed')}
              actions={
                <>
                  {terms && (
                    <Button icon="external" onClick={() => void startAndArrive(client, terms).catch(say)}>
                      {t('view.open')}
                    </Button>
                  )}
                  <Button onClick={() => void end(masqueradeId)}>{t('view.end')}</Button>
                </>
              }
            >
              {draft && t('view.live.since', { time: format.time(draft.startedAt) })}
            </Notice>
          )
        })}
    </>
  )
}

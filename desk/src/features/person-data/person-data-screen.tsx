import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { EraseCard } from './erase-card.tsx'
import { ExportCard } from './export-card.tsx'

type Props = { accountId: number; personId: number }

/** Everything that can be done with the data about one person. */
function PersonDataScreen({ accountId, personId }: Props) {
  const { t, format, refusedFor } = useDesk()
  const loaded = useAnswer(`person ${accountId} ${personId}`, 'person-data:export', (client) =>
    client.readPersonData({ params: { accountId, personId } }),
  )
  const { answer } = loaded
  const untitled = t('person-data.title-number', { number: personId })
  return (
    <Screen
      heading={answer.state === 'ready' ? t('person-data.title', { name: answer.value.name }) : untitled}
      documentTitle={untitled}
      lead={
        <a href={href({ name: 'account', accountId })}>
          {t('person-data.back', { account: format.account(accountId) })}
        </a>
      }
    >
      <AnswerView loaded={loaded} lines={6}>
        {(person) => (
          <>
            <ExportCard accountId={accountId} person={person} />
            {!refusedFor('person-data:erase') && <EraseCard accountId={accountId} personId={personId} />}
          </>
        )}
      </AnswerView>
    </Screen>
  )
}

export const personDataView = laterView('person-data', PersonDataScreen)

import { callerGrades } from '@porchlight/contract/caller-grades.ts'
import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { capital } from '#app/messages.ts'
import type { Given } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { ChooseWho } from './choose-who.tsx'
import { RightsOfCsr } from './rights-of-csr.tsx'

type Grade = (typeof callerGrades)[number]

/** What one CSR could do for one web user on an account, and why not. */
function RightsCheckScreen({ csrId, accountId, webUserId }: Given<'rights-check'>) {
  const { t } = useDesk()
  const chosen = { csrId, accountId, webUserId }
  return (
    <Screen lead={t('rights-check.lead')}>
      <ChooseWho {...chosen} />
      {csrId && accountId && webUserId ? (
        <Answered key={JSON.stringify(chosen)} csrId={csrId} accountId={accountId} webUserId={webUserId} />
      ) : (
        <EmptyState title={t(csrId ? 'rights-check.no-customer' : 'rights-check.no-csr')}>
          {t('rights-check.choose')}
        </EmptyState>
      )}
    </Screen>
  )
}

export const rightsCheckView = laterView('rights-check', RightsCheckScreen)

type Props = { csrId: string; accountId: number; webUserId: number }

function Answered({ csrId, accountId, webUserId }: Props) {
  const { t, word } = useDesk()
  const [callerGrade, setGrade] = useState<Grade>('none')
  const [isSteppedUp, setSteppedUp] = useState(false)
  const loaded = useAnswer(`${callerGrade} ${isSteppedUp}`, 'csr-rights:check', (client) =>
    client.checkRights({
      params: { memberId: csrId },
      body: { accountId, webUserId, callerGrade, isSteppedUp },
    }),
  )
  return (
    <>
      <div class="rights-supposed">
        <SelectField
          name="caller-grade"
          id="rights-caller-grade"
          label={t('rights-check.caller')}
          value={callerGrade}
          options={callerGrades.map((grade) => ({
            value: grade,
            label: capital(word('caller-grade', grade)),
          }))}
          onChange={(event) =>
            setGrade(callerGrades.find((grade) => grade === event.currentTarget.value) ?? 'none')
          }
        />
        <CheckboxField
          name="stepped-up"
          id="rights-stepped-up"
          label={t('rights-check.stepped-up')}
          checked={isSteppedUp}
          onChange={(event) => setSteppedUp(event.currentTarget.checked)}
        />
      </div>
      <AnswerView loaded={loaded} lines={10} whereGone={t('rights-check.gone')}>
        {(check) => <RightsOfCsr check={check} />}
      </AnswerView>
    </>
  )
}

import { Section } from '@porchlight/ui/section.tsx'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { useKeys } from '#app/keyboard.ts'
import type { Loaded } from '#app/use-answer.ts'
import { MasqueradePrompt } from '../masquerade/masquerade-prompt.tsx'
import { OwnViewNotices } from '../masquerade/own-view-notices.tsx'
import { useViewAs } from '../masquerade/use-view-as.ts'
import { FinanciallyResponsible } from './financially-responsible.tsx'
import type { WebUser } from './web-user.ts'
import { WebUserAccounts } from './web-user-accounts.tsx'
import type { WebUserSummary } from './web-user-summary.ts'
import { WebUsersTable } from './web-users-table.tsx'

type Props = {
  accountId: number
  loaded: Loaded<WebUserSummary>
  /** The note to write after a masquerade: it belongs beside the web user it was about. */
  children?: ComponentChildren
}

/** The Web User Summary zone: who can see this account in the portal, and the way to see what they see. */
export function WebUsersZone({ accountId, loaded, children }: Props) {
  const { t } = useDesk()
  const viewAs = useViewAs()
  const [chosen, setChosen] = useState<WebUser>()
  const { asked } = viewAs
  const first = loaded.answer.state === 'ready' ? loaded.answer.value.webUsers.find(mayBeViewed) : undefined
  const view = ({ webUserId }: WebUser) => viewAs.ask({ webUserId, accountId })
  useKeys({ v: () => first && view(first) })
  return (
    <Section id="web-users" heading={t('web-users.title')}>
      {children}
      <OwnViewNotices accountId={accountId} />
      <AnswerView loaded={loaded}>
        {(summary) => (
          <>
            <WebUsersTable
              accountId={accountId}
              summary={summary}
              chosen={chosen}
              onChoose={setChosen}
              onView={view}
            />
            <FinanciallyResponsible summary={summary} />
          </>
        )}
      </AnswerView>
      {chosen && <WebUserAccounts key={chosen.webUserId} webUser={chosen} />}
      {asked && (
        <MasqueradePrompt
          key={asked.target.webUserId}
          {...asked}
          onStarted={viewAs.started}
          onCancel={viewAs.cancel}
        />
      )}
    </Section>
  )
}

const mayBeViewed = ({ may }: WebUser) => may['masquerade:start'] === 'ok'

import { Section } from '@porchlight/ui/section.tsx'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { useKeys } from '#app/keyboard.ts'
import { focusedRow, focusRow } from '#app/list-keys.ts'
import { announce } from '#app/news.ts'
import type { WebUser, WebUserSummary } from '#app/response-types.ts'
import type { Loaded } from '#app/use-answer.ts'
import { MasqueradePrompt } from '../masquerade/masquerade-prompt.tsx'
import { OwnViewNotices } from '../masquerade/own-view-notices.tsx'
import { useViewAs } from '../masquerade/use-view-as.ts'
import { UnlinkDialog } from '../unlink/unlink-dialog.tsx'
import { UnlinkedNotices } from '../unlink/unlinked-notices.tsx'
import { FinanciallyResponsible } from './financially-responsible.tsx'
import { LinkRequests } from './link-requests.tsx'
import { useActing } from './use-acting.ts'
import { WebUserAccounts } from './web-user-accounts.tsx'
import { WebUserDialog } from './web-user-dialog.tsx'
import { WebUsersTable } from './web-users-table.tsx'
import { WithoutWebUser } from './without-web-user.tsx'

type Props = {
  accountId: number
  loaded: Loaded<WebUserSummary>
  /** Called after a change that other parts of the page show too. */
  onChanged: () => void
  /** The contact note after a masquerade, shown beside the web user whom it is about. */
  children?: ComponentChildren
}

/** The Web User Summary zone: who can see this account in the portal, and what can be done about each. */
export function WebUsersZone({ accountId, loaded, onChanged, children }: Props) {
  const { t, word } = useDesk()
  const viewAs = useViewAs()
  const [chosen, setChosen] = useState<WebUser>()
  const { dialog } = viewAs
  const summary = loaded.answer.state === 'ready' ? loaded.answer.value : undefined
  const { acting, begin, cancel, done } = useActing(summary, onChanged)
  // The main customer's web user, else the first one in the zone's order.
  const viewable = summary?.webUsers.filter(mayBeViewed) ?? []
  const first = viewable.find(({ isMainCustomer }) => isMainCustomer) ?? viewable[0]
  const view = ({ webUserId }: WebUser) => viewAs.ask({ webUserId, accountId })
  useKeys({
    v: () => {
      const row = webUserAtFocus(summary) ?? first
      if (!row) return false
      view(row)
    },
    u: () =>
      onOne((row) =>
        mayBeUnlinked(row) ? begin('unlink', row) : announce(word('reason', row.may['account-link:unlink'])),
      ),
    m: () => onOne((row) => begin('more', row)),
    w: () => focusZone(),
  })
  /** Acts on the web user whose row has the focus, or on the only one; else asks to choose. */
  const onOne = (act: (row: WebUser) => void) => {
    const [only, ...others] = summary?.webUsers ?? []
    const row = webUserAtFocus(summary) ?? (others.length === 0 ? only : undefined)
    if (row) return act(row)
    if (!only) return false
    focusZone()
    announce(t('web-users.choose'))
  }
  return (
    <Section id="web-users" heading={t('web-users.title')}>
      {children}
      <OwnViewNotices accountId={accountId} />
      <AnswerView loaded={loaded}>
        {(ready) => (
          <>
            <UnlinkedNotices accountId={accountId} unlinked={ready.unlinked} onDone={onChanged} />
            <LinkRequests requests={ready.linkRequests} />
            <WebUsersTable
              accountId={accountId}
              summary={ready}
              chosen={chosen}
              onChoose={setChosen}
              onAct={(action, row) => (action === 'view' ? view(row) : begin(action, row))}
            />
            <FinanciallyResponsible summary={ready} />
            <WithoutWebUser accountId={accountId} summary={ready} onChanged={onChanged} />
          </>
        )}
      </AnswerView>
      {chosen && <WebUserAccounts key={chosen.webUserId} webUser={chosen} />}
      {dialog && (
        <MasqueradePrompt
          key={dialog.target.webUserId}
          {...dialog}
          onStarted={viewAs.started}
          onCancel={viewAs.cancel}
        />
      )}
      {acting?.what === 'unlink' && (
        <UnlinkDialog accountId={accountId} webUser={acting.row} onDone={done} onCancel={cancel} />
      )}
      {acting?.what === 'more' && (
        <WebUserDialog
          accountId={accountId}
          webUser={acting.row}
          relationshipTypes={summary?.relationshipTypes ?? []}
          onDone={done}
          onCancel={cancel}
        />
      )}
    </Section>
  )
}

/** The row of the zone that has the focus. */
const webUserAtFocus = (summary: WebUserSummary | undefined) =>
  summary?.webUsers.find(({ webUserId }) => String(webUserId) === focusedRow()?.dataset.webUser)

function focusZone() {
  const row = document.querySelector<HTMLTableRowElement>('tr[data-web-user]')
  if (!row) return false
  focusRow(row)
}

const mayBeUnlinked = ({ may }: WebUser) => may['account-link:unlink'] === 'ok'
const mayBeViewed = ({ may }: WebUser) => may['masquerade:start'] === 'ok'

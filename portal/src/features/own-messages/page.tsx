import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { DataTable } from '@porchlight/ui/data-table.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { type PageProps, page } from '../../app/page.ts'
import { RefusedForm } from '../../app/refused-form.tsx'
import { placeOf } from './place-of.ts'

type Data = Awaited<ReturnType<Client['listOwnMessages']>>

/** What the utility told this customer by mail, newest first, and what of it is unread. */
export const messagesPage = page<Data>({
  path: '/messages',
  title: 'messages.title',
  section: 'messages',
  menu: [{ place: 'header', order: 7, label: 'nav.messages', count: ({ unreadMessages }) => unreadMessages }],
  load: (client) => client.listOwnMessages(),
  View: (props) => {
    const { data, t, format, problem } = props
    return (
      <Page heading={t('messages.title')} lead={t('messages.lead')}>
        <RefusedForm problem={problem} t={t} />
        <MarkRead {...props} />
        <DataTable
          id="messages"
          caption={t('messages.title')}
          captionHidden
          rows={data.messages}
          rowKey={({ messageId }) => messageId}
          empty={t('messages.none')}
          columns={[
            {
              key: 'subject',
              header: t('messages.message'),
              rowHeader: true,
              wrap: true,
              cell: subjectOf,
            },
            {
              key: 'state',
              header: t('messages.state'),
              cell: ({ isRead }) => (
                <StatusBadge tone={isRead ? 'neutral' : 'info'}>
                  {t(isRead ? 'messages.read' : 'messages.unread')}
                </StatusBadge>
              ),
            },
            {
              key: 'account',
              header: t('messages.account'),
              numeric: true,
              cell: ({ accountId }) =>
                accountId === null ? (
                  t('messages.no-account')
                ) : (
                  <span class="amount">{format.account(accountId)}</span>
                ),
            },
            { key: 'at', header: t('messages.at'), cell: ({ at }) => format.instant(at) },
          ]}
        />
      </Page>
    )
  },
})

/** The subject, as a link to what the message is about. */
function subjectOf(message: Data['messages'][number]) {
  const href = placeOf(message)
  return href ? <a href={href}>{message.subject}</a> : message.subject
}

/** Marks all messages that are shown as read. Not shown if all of them are. */
function MarkRead(props: PageProps<Data>) {
  const { data, t, formToken } = props
  const unread = data.messages.filter(({ isRead }) => !isRead)
  const [newest] = unread
  if (!newest) return null
  return (
    <form method="post" action="/messages/read">
      <input type="hidden" name="_token" value={formToken} />
      <input type="hidden" name="upToId" value={newest.messageId} />
      <FormActions>
        <Guarded
          {...props}
          id="mark-read"
          decision={data.may['message:mark-read']}
          label={t('messages.mark-read')}
        >
          <Button>{t('messages.mark-read')}</Button>
        </Guarded>
        <span>{t('messages.unread-count', { count: unread.length })}</span>
      </FormActions>
    </form>
  )
}

export const markMessagesReadForm = form<'markMessagesRead'>({
  path: '/messages/read',
  pagePath: '/messages',
  endpoint: 'markMessagesRead',
  toInput: (sent) => ({ body: { upToId: sent.number('upToId') } }),
  done: () => ({ location: '/messages', notice: 'messages-read' }),
})

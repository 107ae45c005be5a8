import type { Client } from '@porchlight/contract/client.ts'
import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { VisuallyHidden } from '@porchlight/ui/visually-hidden.tsx'
import { knownKey } from '../../app/messages.ts'
import { type PageProps, page } from '../../app/page.ts'

type Data = Awaited<ReturnType<Client['readSupportCodes']>>
type Code = Data['codes'][number]

/** The code that a customer on the phone reads out to support, with who asked and why. */
export const supportCodePage = page<Data>({
  path: '/support-code',
  title: 'support-code.title',
  section: 'access',
  parent: '/access',
  load: (client) => client.readSupportCodes(),
  View: (props) => {
    const { data, t } = props
    return (
      <Page heading={t('support-code.title')} lead={t('support-code.lead')}>
        <Notice tone="warning">{t('support-code.warning')}</Notice>
        {data.codes.map((code) => (
          <SupportCode key={code.code} {...props} code={code} />
        ))}
        {data.codes.length === 0 && <p>{t('support-code.none')}</p>}
        <p>
          <LinkButton href="/support-code">{t('support-code.reload')}</LinkButton>
        </p>
      </Page>
    )
  },
})

function SupportCode({ code, t, format }: PageProps<Data> & { code: Code }) {
  const { code: digits, askedBy, askedAt, expiresAt, accountId, purposeKind } = code
  return (
    <Card
      tone="accent"
      heading={
        <>
          {t('support-code.code')}{' '}
          {/* In two groups, so that it is read out without a mistake. A screen reader says each digit. */}
          <span class="read-out-code" aria-hidden="true">
            {digits.slice(0, 3)} {digits.slice(3)}
          </span>
          <VisuallyHidden>{[...digits].join(' ')}</VisuallyHidden>
        </>
      }
    >
      <DescriptionList
        items={[
          { label: t('support-code.asked-by'), value: t('support-code.asked-by-name', { name: askedBy }) },
          {
            label: t('support-code.why'),
            value: t(knownKey(`access.purpose.${purposeKind}`, 'access.purpose.other')),
          },
          {
            label: t('support-code.account'),
            value: <span class="no-break">{format.account(accountId)}</span>,
          },
          { label: t('support-code.asked-at'), value: format.instant(askedAt) },
          { label: t('support-code.until'), value: format.instant(expiresAt) },
        ]}
      />
    </Card>
  )
}

import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { capital } from '#app/messages.ts'
import { href } from '#app/routes.ts'
import { useAnswer } from '#app/use-answer.ts'

/** A CSR's own masquerade, for one who may not review those of others: whether and why it ended, and the way back to the customer. */
export function OwnMasquerade({ masqueradeId }: { masqueradeId: string }) {
  const { t, word } = useDesk()
  const loaded = useAnswer(`own masquerade ${masqueradeId}`, 'masquerade:end-own', (client) =>
    client.draftContactNote({ params: { masqueradeId } }),
  )
  return (
    <AnswerView loaded={loaded}>
      {({
        accountId,
        userName,
        startedAt,
        endedAt,
        endCause,
        endedBy,
        givenReason,
        purposeKind,
        purposeReference,
      }) => (
        <Card
          id="own-masquerade"
          heading={
            endedAt
              ? t('view.ended', { userName, cause: word('end-cause', endCause) })
              : t('view.live', { userName })
          }
        >
          <DescriptionList
            items={[
              {
                label: t('masquerade.purpose'),
                value: `${capital(word('purpose', purposeKind))}: ${purposeReference}`,
              },
              { label: t('masquerade.started'), value: <Instant at={startedAt} /> },
              ...(endedAt ? [{ label: t('masquerades.ended'), value: <Instant at={endedAt} /> }] : []),
            ]}
          />
          {givenReason && <p>{t('view.ended-why', { name: endedBy ?? '', reason: givenReason })}</p>}
          <div class="form-actions">
            <LinkButton
              variant="primary"
              href={href({ name: 'account', accountId, ...(endedAt && { after: masqueradeId }) })}
            >
              {t('view-ended.back-to-customer')}
            </LinkButton>
          </div>
        </Card>
      )}
    </AnswerView>
  )
}

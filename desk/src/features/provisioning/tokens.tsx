import { mostTokenDays } from '@porchlight/contract/limits.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { useState } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { Instant } from '#app/instant.tsx'
import { tell } from '#app/news.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { useSend, wrongFields } from '#app/use-send.ts'
import { WorkTable } from '#app/work-table.tsx'
import type { Provisioning, Token } from './provisioning.ts'

type Props = { provisioning: Provisioning; onChanged: () => void }

/** The tokens of SCIM clients, and the form that makes one. A new token is shown once. */
export function Tokens({ provisioning: { tokens, scimAddress, may }, onChanged }: Props) {
  const { t, client } = useDesk()
  const [ending, setEnding] = useState<Token>()
  const [made, setMade] = useState<string>()
  const mayChange = may['provisioning:change'] === 'ok'
  return (
    <Section id="scim-tokens" heading={t('provisioning.tokens')}>
      <p class="quiet">{t('provisioning.tokens.lead')}</p>
      <p>
        {t('provisioning.scim-address')} <code>{scimAddress}</code>
      </p>
      {made && (
        <Notice tone="success" role="status" title={t('provisioning.token.made')}>
          <code>{made}</code>
        </Notice>
      )}
      <WorkTable
        id="scim-tokens-table"
        caption={t('provisioning.tokens.caption')}
        captionHidden
        rows={tokens}
        rowKey={(row) => row.tokenId}
        empty={t('provisioning.tokens.none')}
        columns={[
          { key: 'client', header: t('provisioning.client'), rowHeader: true, cell: (row) => row.clientId },
          { key: 'number', header: t('provisioning.token.number'), cell: (row) => row.tokenId },
          {
            key: 'standing',
            header: t('provisioning.standing'),
            cell: (row) => t(`provisioning.standing.${row.standing}`),
          },
          { key: 'until', header: t('provisioning.until'), cell: (row) => <Instant at={row.expiresAt} /> },
          {
            key: 'used',
            header: t('provisioning.last-used'),
            cell: (row) => (row.lastUsedAt ? <Instant at={row.lastUsedAt} /> : t('provisioning.never-used')),
          },
          {
            key: 'by',
            header: t('provisioning.by'),
            cell: (row) => row.createdBy ?? t('provisioning.by-command'),
          },
          {
            key: 'end',
            header: t('provisioning.token.end'),
            headerHidden: true,
            cell: (row) =>
              mayChange &&
              row.standing === 'live' && (
                <Button
                  aria-label={t('provisioning.token.end-named', {
                    number: row.tokenId,
                    client: row.clientId,
                  })}
                  onClick={() => setEnding(row)}
                >
                  {t('provisioning.token.end')}
                </Button>
              ),
          },
        ]}
      />
      {mayChange && (
        <MakeToken
          onMade={(token) => {
            setMade(token)
            onChanged()
          }}
        />
      )}
      {ending && (
        <AskFirst
          subject={`end token ${ending.tokenId}`}
          title={t('provisioning.token.end-named', { number: ending.tokenId, client: ending.clientId })}
          action="provisioning:change"
          perform={async (reason) => {
            const { tokenId } = ending
            await client.endProvisioningToken({ params: { tokenId }, body: { reason } })
            tell(t('provisioning.token.ended', { number: tokenId, client: ending.clientId }), 'success')
          }}
          onDone={() => {
            setEnding(undefined)
            setMade(undefined)
            onChanged()
          }}
          onCancel={() => setEnding(undefined)}
        >
          <p>{t('provisioning.token.end.what')}</p>
        </AskFirst>
      )}
    </Section>
  )
}

function MakeToken({ onMade }: { onMade: (token: string) => void }) {
  const { t, word, client } = useDesk()
  const { refusal, isBusy, send } = useSend(
    (form) => {
      const clientId = String(form.get('clientId') ?? '').trim()
      const days = Number(form.get('days'))
      const wrong = [
        ...(/^[a-z][a-z0-9-]{1,39}$/.test(clientId) ? [] : [{ field: 'clientId', reason: 'client-name' }]),
        ...(Number.isInteger(days) && days >= 1 && days <= mostTokenDays
          ? []
          : [{ field: 'days', reason: 'not-valid' }]),
      ]
      if (wrong.length > 0) throw wrongFields(...wrong)
      return client.makeProvisioningToken({ body: { clientId, days } })
    },
    ({ token }) => onMade(token),
  )
  return (
    <DraftForm subject="SCIM token" title={t('provisioning.token.make')} onSubmit={send}>
      {refusal && !refusal.fields?.length && <RefusalNotice refusal={refusal} action="provisioning:change" />}
      <Field
        name="clientId"
        id="scim-client"
        label={t('provisioning.client')}
        hint={t('provisioning.client.hint')}
        error={fieldError(refusal, 'clientId', word)}
        autocomplete="off"
        short
      />
      <Field
        name="days"
        id="scim-days"
        label={t('provisioning.days')}
        hint={t('provisioning.days.hint', { most: mostTokenDays })}
        error={fieldError(refusal, 'days', word)}
        type="number"
        min={1}
        max={mostTokenDays}
        defaultValue="365"
        short
      />
      <div class="form-actions">
        <Button disabled={isBusy}>{t('provisioning.token.make')}</Button>
      </div>
    </DraftForm>
  )
}

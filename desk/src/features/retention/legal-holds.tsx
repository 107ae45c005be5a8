import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { useState } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { Instant } from '#app/instant.tsx'
import { tell } from '#app/news.ts'
import { ReasonField } from '#app/reason-field.tsx'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { href } from '#app/routes.ts'
import { useSend, wrongFields } from '#app/use-send.ts'
import { WorkTable } from '#app/work-table.tsx'
import type { Retention } from './retention.ts'

type Props = { retention: Retention; onChanged: () => void }
type Hold = Retention['holds'][number]

/** The accounts of which nothing is deleted, and the form that adds one. */
export function LegalHolds({ retention: { holds, may }, onChanged }: Props) {
  const { t, format, client } = useDesk()
  const [released, setReleased] = useState<Hold>()
  const mayChange = may['legal-hold:change'] === 'ok'
  const numberOf = ({ accountId }: Hold) => format.account(accountId)
  return (
    <Section id="legal-holds" heading={t('retention.holds')}>
      <p class="quiet">{t('retention.holds.lead')}</p>
      <WorkTable
        id="legal-holds-table"
        caption={t('retention.holds.caption')}
        captionHidden
        rows={holds}
        rowKey={(row) => row.legalHoldId}
        empty={t('retention.holds.none')}
        columns={[
          {
            key: 'account',
            header: t('account.number'),
            rowHeader: true,
            cell: (row) => <a href={href({ name: 'account', accountId: row.accountId })}>{numberOf(row)}</a>,
          },
          { key: 'reason', header: t('ask.reason'), wrap: true, cell: (row) => row.reason },
          { key: 'by', header: t('retention.holds.by'), cell: (row) => row.placedBy },
          { key: 'at', header: t('retention.holds.at'), cell: (row) => <Instant at={row.placedAt} /> },
          {
            key: 'release',
            header: t('retention.hold.release'),
            headerHidden: true,
            cell: (row) =>
              mayChange && (
                <Button
                  aria-label={t('retention.hold.release-named', { number: numberOf(row) })}
                  onClick={() => setReleased(row)}
                >
                  {t('retention.hold.release')}
                </Button>
              ),
          },
        ]}
      />
      {mayChange && <PlaceHold onPlaced={onChanged} />}
      {released && (
        <AskFirst
          subject={`release hold ${released.legalHoldId}`}
          title={t('retention.hold.release-named', { number: numberOf(released) })}
          action="legal-hold:change"
          perform={async (reason) => {
            const { legalHoldId } = released
            await client.releaseLegalHold({ params: { legalHoldId }, body: { reason } })
            tell(t('retention.hold.released', { number: numberOf(released) }), 'success')
          }}
          onDone={() => {
            setReleased(undefined)
            onChanged()
          }}
          onCancel={() => setReleased(undefined)}
        >
          <p>{t('retention.hold.release.what')}</p>
        </AskFirst>
      )}
    </Section>
  )
}

function PlaceHold({ onPlaced }: { onPlaced: () => void }) {
  const { t, word, format, client } = useDesk()
  const { refusal, isBusy, send } = useSend(async (form) => {
    const digits = String(form.get('accountId') ?? '').replaceAll(/[\s-]/g, '')
    const reason = String(form.get('reason') ?? '').trim()
    const wrong = [
      ...(/^[1-9]\d{9}$/.test(digits)
        ? []
        : [{ field: 'accountId', reason: digits === '' ? 'required' : 'not-valid' }]),
      ...(reason === '' ? [{ field: 'reason', reason: 'required' }] : []),
    ]
    if (wrong.length > 0) throw wrongFields(...wrong)
    const accountId = Number(digits)
    await client.placeLegalHold({ body: { accountId, reason } })
    tell(t('retention.hold.placed', { number: format.account(accountId) }), 'success')
  }, onPlaced)
  return (
    <DraftForm subject="legal hold" title={t('retention.hold.place')} onSubmit={send}>
      {refusal && !refusal.fields?.length && <RefusalNotice refusal={refusal} action="legal-hold:change" />}
      <Field
        name="accountId"
        id="legal-hold-account"
        label={t('retention.hold.account')}
        hint={t('retention.hold.account.hint')}
        error={fieldError(refusal, 'accountId', word)}
        inputmode="numeric"
        autocomplete="off"
        short
      />
      <ReasonField
        id="legal-hold-reason"
        label={t('ask.reason')}
        hint={t('ask.reason.hint')}
        error={fieldError(refusal, 'reason', word)}
      />
      <div class="form-actions">
        <Button disabled={isBusy}>{t('retention.hold.place')}</Button>
      </div>
    </DraftForm>
  )
}

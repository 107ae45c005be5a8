import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { tell } from '#app/news.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { useSend } from '#app/use-send.ts'
import { WorkTable } from '#app/work-table.tsx'
import type { Detectors } from './detectors.ts'

type Row = Detectors['staff'][number]

/** Lists and edits the staff details that detectors compare customers with. */
export function OwnDetails({ detectors, onDone }: { detectors: Detectors; onDone: () => void }) {
  const { t, word, format, page } = useDesk()
  const [edited, setEdited] = useState<Row>()
  const decision = detectors.may['detector:change']
  return (
    <Section id="own-details" heading={t('detectors.staff')}>
      <p>{t('detectors.staff.what')}</p>
      <WorkTable
        id="own-details-table"
        caption={t('table-of', { name: t('detectors.staff') })}
        captionHidden
        rows={detectors.staff}
        rowKey={(row) => row.csrId}
        columns={[
          {
            key: 'csr',
            header: t('alerts.about'),
            rowHeader: true,
            cell: (row) => `${row.name} (${row.csrId})`,
          },
          {
            key: 'customer',
            header: t('detectors.staff.customer'),
            cell: ({ isCustomer }) => t(isCustomer ? 'detectors.staff.yes' : 'detectors.staff.no'),
          },
          {
            key: 'surnames',
            header: t('detectors.staff.surnames'),
            cell: (row) => format.list(row.otherSurnames),
          },
          {
            key: 'address',
            header: t('detectors.staff.address'),
            cell: (row) => [row.line1, row.postalCode].filter(Boolean).join(', '),
          },
          {
            key: 'accounts',
            header: t('detectors.staff.accounts'),
            cell: (row) => format.list(row.accountIds.map((id) => format.account(id))),
          },
          {
            key: 'edit',
            header: t('detectors.staff.edit'),
            headerHidden: true,
            cell: (row) =>
              decision !== 'ok' ? (
                word('reason', decision)
              ) : row.csrId === page.desk.csrId ? (
                word('reason', 'own-details')
              ) : (
                <Button
                  aria-label={t('detectors.staff.edit-named', { name: row.name })}
                  onClick={() => setEdited(row)}
                >
                  {t('detectors.staff.edit')}
                </Button>
              ),
          },
        ]}
      />
      {edited && (
        <DetailsDialog
          row={edited}
          onClose={() => setEdited(undefined)}
          onDone={() => {
            setEdited(undefined)
            onDone()
          }}
        />
      )}
    </Section>
  )
}

const lines = (form: FormData, name: string) =>
  String(form.get(name) ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

function DetailsDialog({ row, onClose, onDone }: { row: Row; onClose: () => void; onDone: () => void }) {
  const { t, client, format } = useDesk()
  const title = t('detectors.staff.edit-named', { name: row.name })
  const { refusal, isBusy, send } = useSend(
    (form) =>
      client.changeOwnDetails({
        body: {
          ofCsrId: row.csrId,
          otherSurnames: lines(form, 'otherSurnames'),
          line1: String(form.get('line1') ?? ''),
          postalCode: String(form.get('postalCode') ?? ''),
          ownAccountIds: lines(form, 'ownAccountIds').map((line) => Number(line.replace(/[\s-]/g, ''))),
          version: row.version,
        },
      }),
    () => {
      tell(t('detectors.staff.saved'), 'success')
      onDone()
    },
  )
  return (
    <Dialog id="own-details-dialog" open title={title} closeLabel={t('desk.cancel')} onClose={onClose}>
      {refusal && <RefusalNotice refusal={refusal} action="detector:change" />}
      <DraftForm subject={`own-details ${row.csrId}`} title={title} onSubmit={send}>
        <TextAreaField
          name="otherSurnames"
          id="own-surnames"
          label={t('detectors.staff.surnames')}
          hint={t('settings.one-per-line')}
          rows={2}
          defaultValue={row.otherSurnames.join('\n')}
        />
        <Field
          name="line1"
          id="own-line1"
          label={t('detectors.staff.line1')}
          autocomplete="off"
          defaultValue={row.line1}
        />
        <Field
          name="postalCode"
          id="own-postal"
          label={t('detectors.staff.postal')}
          autocomplete="off"
          short
          defaultValue={row.postalCode}
        />
        <TextAreaField
          name="ownAccountIds"
          id="own-accounts"
          label={t('detectors.staff.accounts')}
          hint={t('settings.one-per-line')}
          rows={2}
          defaultValue={row.accountIds.map((id) => format.account(id)).join('\n')}
        />
        <FormActions>
          <Button variant="primary" disabled={isBusy}>
            {t('detectors.staff.save')}
          </Button>
        </FormActions>
      </DraftForm>
    </Dialog>
  )
}

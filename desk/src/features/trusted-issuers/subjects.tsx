import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useRef, useState } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm, type Sent } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { Instant } from '#app/instant.tsx'
import { tell } from '#app/news.ts'
import { WorkTable } from '#app/work-table.tsx'
import type { Issuer, IssuerSubject, TrustedIssuers } from './trusted-issuers.ts'

type Asked = Pick<IssuerSubject, 'subject' | 'csrId' | 'csrName'> & { isMapped: boolean }
type Props = { issuer: Issuer; csrs: TrustedIssuers['csrs']; mayChange: boolean; onChanged: () => void }

/** Which CSR each subject of a system is. A subject that is not mapped can start nothing. */
export function Subjects({ issuer, csrs, mayChange, onChanged }: Props) {
  const { t, client } = useDesk()
  const [asked, setAsked] = useState<Asked>()
  const sent = useRef<Sent>(undefined)
  const { issuerKey, state, subjects } = issuer
  const change = async ({ subject, csrId, csrName, isMapped }: Asked, reason: string) => {
    const { endedSessions: count } = await client.changeIssuerSubject({
      body: { issuerKey, subject, csrId, isMapped, reason },
    })
    if (isMapped) sent.current?.saved()
    tell(
      t(isMapped ? 'trusted-issuer.mapped' : 'trusted-issuer.unmapped', { subject, csrName, count }),
      'success',
    )
  }
  return (
    <>
      <WorkTable
        id={`subjects-${issuerKey}`}
        caption={t('trusted-issuer.subjects', { name: state.displayName })}
        rows={subjects}
        rowKey={(row) => row.subject}
        empty={t('trusted-issuer.subjects.none')}
        columns={[
          {
            key: 'subject',
            header: t('trusted-issuer.subject'),
            rowHeader: true,
            wrap: true,
            cell: (row) => <code>{row.subject}</code>,
          },
          { key: 'csr', header: t('trusted-issuer.csr'), cell: (row) => row.csrName },
          { key: 'at', header: t('trusted-issuer.mapped-at'), cell: (row) => <Instant at={row.mappedAt} /> },
          {
            key: 'by',
            header: t('trusted-issuer.mapped-by'),
            cell: (row) => row.mappedBy ?? t('provisioning.by-command'),
          },
          {
            key: 'unmap',
            header: t('trusted-issuer.unmap'),
            headerHidden: true,
            cell: (row) =>
              mayChange && (
                <Button
                  aria-label={t('trusted-issuer.unmap-named', { subject: row.subject, csrName: row.csrName })}
                  onClick={() => setAsked({ ...row, isMapped: false })}
                >
                  {t('trusted-issuer.unmap')}
                </Button>
              ),
          },
        ]}
      />
      {mayChange && (
        <MapForm
          issuerKey={issuerKey}
          csrs={csrs}
          onAsk={(next, by) => {
            sent.current = by
            setAsked(next)
          }}
        />
      )}
      {asked && (
        <AskFirst
          subject={`map ${issuerKey} ${asked.subject} ${asked.isMapped}`}
          title={t(asked.isMapped ? 'trusted-issuer.map-named' : 'trusted-issuer.unmap-named', {
            subject: asked.subject,
            csrName: asked.csrName,
          })}
          action="trusted-issuer:change"
          perform={(reason) => change(asked, reason)}
          onDone={() => {
            setAsked(undefined)
            onChanged()
          }}
          onCancel={() => setAsked(undefined)}
        >
          <p>
            {t(asked.isMapped ? 'trusted-issuer.map.what' : 'trusted-issuer.unmap.what', {
              subject: asked.subject,
              csrName: asked.csrName,
              name: state.displayName,
            })}
          </p>
        </AskFirst>
      )}
    </>
  )
}

type FormProps = {
  issuerKey: string
  csrs: TrustedIssuers['csrs']
  onAsk: (change: Asked, sent: Sent) => void
}

function MapForm({ issuerKey, csrs, onAsk }: FormProps) {
  const { t, word } = useDesk()
  const [refusal, setRefusal] = useState<RefusalBody>()
  const ask = (form: FormData, sent: Sent) => {
    const subject = String(form.get('subject') ?? '').trim()
    const csr = csrs.find(({ csrId }) => csrId === form.get('csrId'))
    if (subject === '' || !csr)
      return setRefusal({ reason: 'invalid-field', fields: [{ field: 'subject', reason: 'required' }] })
    setRefusal(undefined)
    onAsk({ subject, csrId: csr.csrId, csrName: csr.displayName, isMapped: true }, sent)
  }
  return (
    <DraftForm subject={`subject of ${issuerKey}`} title={t('trusted-issuer.map')} onSubmit={ask}>
      <Field
        name="subject"
        id={`${issuerKey}-subject`}
        label={t('trusted-issuer.subject')}
        hint={t('trusted-issuer.subject.hint')}
        error={fieldError(refusal, 'subject', word)}
        autocomplete="off"
        maxLength={200}
        short
      />
      <SelectField
        name="csrId"
        id={`${issuerKey}-csr`}
        label={t('trusted-issuer.csr')}
        options={csrs.map(({ csrId, displayName }) => ({ value: csrId, label: displayName }))}
      />
      <div class="form-actions">
        <Button>{t('trusted-issuer.map')}</Button>
      </div>
    </DraftForm>
  )
}

import { Button } from '@porchlight/ui/button.tsx'
import { useRef, useState } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { Sent } from '#app/drafts/draft-form.tsx'
import { Instant } from '#app/instant.tsx'
import { MapForm } from '#app/map-form.tsx'
import { tell } from '#app/news.ts'
import { WorkTable } from '#app/work-table.tsx'
import type { Issuer, IssuerSubject, TrustedIssuers } from './trusted-issuers.ts'

type Asked = Pick<IssuerSubject, 'subject' | 'csrId' | 'csrName'> & { isMapped: boolean }
type Props = { issuer: Issuer; csrs: TrustedIssuers['csrs']; mayChange: boolean; onChanged: () => void }

/** Lists the CSR of each subject of a system. A subject without one cannot start a masquerade. */
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
          subject={`subject of ${issuerKey}`}
          title={t('trusted-issuer.map')}
          from={{
            name: 'subject',
            id: `${issuerKey}-subject`,
            label: t('trusted-issuer.subject'),
            hint: t('trusted-issuer.subject.hint'),
            maxLength: 200,
            short: true,
          }}
          to={{
            name: 'csrId',
            id: `${issuerKey}-csr`,
            label: t('trusted-issuer.csr'),
            options: csrs.map(({ csrId, displayName }) => ({ value: csrId, label: displayName })),
          }}
          onAsk={(subject, { value: csrId, label: csrName }, by) => {
            sent.current = by
            setAsked({ subject, csrId, csrName, isMapped: true })
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

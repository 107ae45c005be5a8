import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { capital } from '#app/messages.ts'
import { WorkTable } from '#app/work-table.tsx'
import type { Issuer } from './trusted-issuers.ts'

/** The versions of a system, newest first: who changed what, when and why. */
export function IssuerVersions({ issuer: { issuerKey, versions } }: { issuer: Issuer }) {
  const { t, word } = useDesk()
  return (
    <details class="history">
      <summary>{t('trusted-issuer.versions', { count: versions.length })}</summary>
      <ol class="staff-versions">
        {versions.map(({ version, change, changedBy, changedAt, reason, differences }) => (
          <li key={version}>
            <p>
              {t('staff.version', { version })}: {capital(word('trusted-issuer-change', change))}{' '}
              <span class="quiet">
                {changedBy} <Instant at={changedAt} />
              </span>
            </p>
            <p>{t('staff.version.reason', { reason })}</p>
            <WorkTable
              id={`version-${issuerKey}-${version}`}
              caption={t('staff.version.differences', { version })}
              captionHidden
              rows={differences}
              rowKey={(row) => row.field}
              empty={t('trusted-issuer.no-difference')}
              columns={[
                {
                  key: 'field',
                  header: t('trusted-issuer.field'),
                  rowHeader: true,
                  cell: (row) => word('trusted-issuer.field', row.field),
                },
                { key: 'before', header: t('trusted-issuer.before'), wrap: true, cell: (row) => row.before },
                { key: 'after', header: t('trusted-issuer.after'), wrap: true, cell: (row) => row.after },
              ]}
            />
          </li>
        ))}
      </ol>
    </details>
  )
}

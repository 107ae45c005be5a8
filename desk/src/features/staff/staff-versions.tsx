import type { Reason } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import { Instant } from '#app/instant.tsx'
import { capital } from '#app/messages.ts'
import { DifferenceTable } from './difference-table.tsx'
import type { StaffVersion } from './staff.ts'

type Props = {
  versions: readonly StaffVersion[]
  decision: 'ok' | Reason
  onRestore: (version: number) => void
}

/** The versions of a CSR, a group or the utility, newest first. Each but the newest can be restored. */
export function StaffVersions({ versions, decision, onRestore }: Props) {
  const { t, word } = useDesk()
  return (
    <Card id="versions" heading={t('staff.versions')}>
      {versions.length === 0 && <p class="quiet">{t('settings.never-changed')}</p>}
      <ol class="staff-versions">
        {versions.map((one, index) => (
          <li key={one.version}>
            <details open={index === 0}>
              <summary>
                {t('staff.version', { version: one.version })}: {capital(word('staff-change', one.change))}{' '}
                <span class="quiet">
                  {one.changedByName ?? word('member-source', one.source)} <Instant at={one.changedAt} />
                </span>
              </summary>
              {one.approvedByName && <p>{t('staff.version.approved-by', { name: one.approvedByName })}</p>}
              {one.reason && <p>{t('staff.version.reason', { reason: one.reason })}</p>}
              <DifferenceTable
                id={`version-${one.version}`}
                caption={t('staff.version.differences', { version: one.version })}
                differences={one.differences}
              />
              {index > 0 && (
                <Guarded id={`restore-${one.version}`} decision={decision} label={t('staff.restore')}>
                  <Button
                    aria-label={t('staff.restore-named', { version: one.version })}
                    onClick={() => onRestore(one.version)}
                  >
                    {t('staff.restore')}
                  </Button>
                </Guarded>
              )}
            </details>
          </li>
        ))}
      </ol>
    </Card>
  )
}

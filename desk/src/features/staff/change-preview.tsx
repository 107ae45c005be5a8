import { Notice } from '@porchlight/ui/notice.tsx'
import { useDesk } from '#app/desk-context.ts'
import { href } from '#app/routes.ts'
import { AffectedList } from './affected-list.tsx'
import { DifferenceTable } from './difference-table.tsx'
import type { Preview } from './staff.ts'

/** What a change would do: whom it affects, what ends at once, and each part before and after. */
export function ChangePreview({ preview }: { preview: Preview }) {
  const { t, word } = useDesk()
  const { answer: verdict, affected, differences, endedMasquerades, endedSessions } = preview
  return (
    <>
      {verdict !== 'ok' && (
        <Notice tone="danger" title={t('staff.preview.refused')}>
          {word('reason', verdict)}
        </Notice>
      )}
      {endedMasquerades.length > 0 && (
        <Notice tone="warning" title={t('staff.preview.masquerades', { count: endedMasquerades.length })}>
          <ul>
            {endedMasquerades.map(({ masqueradeId, csrName, userName }) => (
              <li key={masqueradeId}>
                <a href={href({ name: 'masquerade', masqueradeId })}>
                  {t('masquerade.who-whom', { csrName, personName: userName })}
                </a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {endedSessions > 0 && <p>{t('staff.preview.sessions', { count: endedSessions })}</p>}
      {verdict !== 'last-security-officer' && (
        <p>{t('staff.preview.affected', { count: affected.length })}</p>
      )}
      <AffectedList affected={affected} />
      <DifferenceTable id="change-differences" differences={differences} />
    </>
  )
}

import { Section } from '@porchlight/ui/section.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import type { Settings } from '#app/response-types.ts'
import { WorkTable } from '#app/work-table.tsx'

/** Who switched which entitlement, when, before and after. */
export function EntitlementHistory({ settings }: { settings: Settings }) {
  const { t, word } = useDesk()
  const groups = new Map(settings.csrGroups.map(({ csrGroup, name }) => [csrGroup, name]))
  return (
    <Section id="entitlement-history" heading={t('settings.entitlement-history')}>
      <WorkTable
        id="entitlement-history-table"
        caption={t('settings.entitlement-history.caption')}
        captionHidden
        rows={settings.entitlementHistory.map((row, index) => ({ ...row, index }))}
        rowKey={(row) => row.index}
        empty={t('settings.never-changed')}
        columns={[
          { key: 'at', header: t('contacts.at'), cell: (row) => <Instant at={row.changedAt} /> },
          { key: 'by', header: t('contacts.by'), cell: (row) => row.changedBy },
          { key: 'what', header: t('may.entitlement'), cell: (row) => word('entitlement', row.entitlement) },
          {
            key: 'group',
            header: t('settings.group'),
            cell: ({ csrGroup }) =>
              csrGroup ? (groups.get(csrGroup) ?? csrGroup) : t('settings.whole-utility'),
          },
          { key: 'before', header: t('task.before'), cell: (row) => t(row.wasOn ? 'desk.on' : 'desk.off') },
          {
            key: 'after',
            header: t('task.after'),
            cell: ({ isOn, csrGroup }) =>
              isOn === null
                ? t(csrGroup ? 'settings.put-back' : 'settings.put-back.shipped')
                : t(isOn ? 'desk.on' : 'desk.off'),
          },
        ]}
      />
    </Section>
  )
}

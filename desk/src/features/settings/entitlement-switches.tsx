import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import type { Column } from '@porchlight/ui/data-table.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { refusalOf } from '#app/use-answer.ts'
import { WorkTable } from '#app/work-table.tsx'
import { byEntitlement, type EntitlementLine, type Switch } from './entitlement-lines.ts'
import { EntitlementSwitch } from './entitlement-switch.tsx'
import type { Settings } from './settings.ts'

type Props = { settings: Settings; onChanged: () => void }

/** One line for each entitlement, one switch for the utility and one for each CSR group. */
export function EntitlementSwitches({ settings, onChanged }: Props) {
  const { t, word, client } = useDesk()
  const [refusal, setRefusal] = useState<RefusalBody>()
  const answer = settings.may['entitlements:change']

  const change = async ({ entitlement, csrGroup, isOn }: Switch) => {
    const name = word('entitlement', entitlement)
    setRefusal(undefined)
    try {
      await client.changeEntitlement({ body: { entitlement, csrGroup, isOn, wasOn: !isOn } })
      tell(t('settings.saved', { name }), 'success')
    } catch (error) {
      const refused = refusalOf(error)
      // A switch has two places: whoever was faster has done the same.
      if (refused.reason === 'version-conflict') tell(t('settings.switched-already', { name }), 'warning')
      else setRefusal(refused)
    }
    onChanged()
  }
  const columnFor = (csrGroup: string | null, header: string): Column<EntitlementLine> => ({
    key: csrGroup ?? 'utility',
    header,
    cell: (line) => (
      <EntitlementSwitch
        line={line}
        csrGroup={csrGroup}
        groupName={header}
        answer={answer}
        onChange={(wanted) => void change(wanted)}
      />
    ),
  })
  return (
    <Section id="entitlements" heading={t('settings.entitlements')}>
      <p class="quiet">{t('settings.entitlements.lead')}</p>
      {refusal && <RefusalNotice refusal={refusal} action="entitlements:change" />}
      <WorkTable
        id="entitlement-switches"
        caption={t('settings.entitlements.caption')}
        captionHidden
        rows={byEntitlement(settings.entitlements)}
        rowKey={(line) => line.entitlement}
        columns={[
          {
            key: 'entitlement',
            header: t('may.entitlement'),
            rowHeader: true,
            wrap: true,
            cell: (line) => word('entitlement', line.entitlement),
          },
          { key: 'class', header: t('may.class'), cell: (line) => word('entitlement-class', line.class) },
          columnFor(null, t('settings.whole-utility')),
          ...settings.csrGroups.map(({ csrGroup, name }) => columnFor(csrGroup, name)),
        ]}
      />
    </Section>
  )
}

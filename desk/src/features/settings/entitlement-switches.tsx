import type { Column } from '@porchlight/ui/data-table.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { useState } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import type { Settings } from '#app/response-types.ts'
import { refusalOf } from '#app/use-answer.ts'
import { WorkTable } from '#app/work-table.tsx'
import { byEntitlement, type EntitlementLine, type Switch } from './entitlement-lines.ts'
import { EntitlementSwitch } from './entitlement-switch.tsx'

type Props = { settings: Settings; onChanged: () => void }

/** One line for each entitlement, one switch for the utility and one for each CSR group. */
export function EntitlementSwitches({ settings, onChanged }: Props) {
  const { t, word, client } = useDesk()
  const [wanted, setWanted] = useState<Switch>()
  const decision = settings.may['entitlements:change']
  const nameOf = (csrGroup: string | null) =>
    settings.csrGroups.find((group) => group.csrGroup === csrGroup)?.name ?? t('settings.whole-utility')

  const change = async ({ entitlement, csrGroup, isOn, wasOn }: Switch, reason: string) => {
    const name = word('entitlement', entitlement)
    try {
      await client.changeEntitlement({ body: { entitlement, csrGroup, isOn, wasOn, reason } })
      tell(t('settings.saved', { name }), 'success')
    } catch (error) {
      // A colleague saved first. The reloaded list shows the colleague's choice.
      if (refusalOf(error).reason !== 'version-conflict') throw error
      tell(t('settings.switched-already', { name }), 'warning')
    }
  }
  const columnFor = (csrGroup: string | null, header: string): Column<EntitlementLine> => ({
    key: csrGroup ?? 'utility',
    header,
    cell: (line) => (
      <EntitlementSwitch
        line={line}
        csrGroup={csrGroup}
        groupName={header}
        decision={decision}
        onChange={setWanted}
      />
    ),
  })
  return (
    <Section id="entitlements" heading={t('settings.entitlements')}>
      <p class="quiet">{t('settings.entitlements.lead')}</p>
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
      {wanted && (
        <AskFirst
          subject={`entitlement ${wanted.entitlement} ${wanted.csrGroup ?? ''}`}
          title={t((wanted.isOn ?? wanted.inherited) ? 'settings.switch-on' : 'settings.switch-off', {
            name: word('entitlement', wanted.entitlement),
            group: nameOf(wanted.csrGroup),
          })}
          action="entitlements:change"
          perform={(reason) => change(wanted, reason)}
          onDone={() => {
            setWanted(undefined)
            onChanged()
          }}
          onCancel={() => setWanted(undefined)}
        >
          <p>
            {t('settings.switch.what', {
              kind: wanted.isOn === null ? 'inherited' : wanted.isOn ? 'on' : 'off',
              group: nameOf(wanted.csrGroup),
              state: t(wanted.inherited ? 'desk.on' : 'desk.off'),
            })}
          </p>
        </AskFirst>
      )}
    </Section>
  )
}

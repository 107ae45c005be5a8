import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { useDesk } from '#app/desk-context.ts'
import { fieldError } from '#app/field-error.ts'
import type { Translate } from '#app/messages.ts'
import { WorkTable } from '#app/work-table.tsx'
import { DayFields } from './dated-choices.tsx'

type Switch = {
  entitlement: string
  class: string
  isOn: boolean | null
  inherited: boolean
  groups?: string | undefined
  /** Set where a switch can have a first and a last day; null: no limit. */
  days?: { from: string | null; to: string | null } | undefined
}
type Props = {
  legend: string
  switches: readonly Switch[]
  /** What a switch that is not set is called: it goes by `inherited`. */
  inheritedKey: 'settings.as-utility' | 'settings.as-shipped'
  refusal?: RefusalBody | undefined
}

/** Returns a switch as the value of its field. */
const fieldValue = (isOn: boolean | null) => (isOn === null ? 'inherited' : isOn ? 'on' : 'off')

/** Words of the three states of a switch. */
const stateWords = (t: Translate, inheritedKey: Props['inheritedKey'], inherited: boolean) => ({
  inherited: t(inheritedKey, { state: t(inherited ? 'desk.on' : 'desk.off') }),
  on: t('desk.on'),
  off: t('desk.off'),
})

/** A table of entitlements with a field of three states each: on, off, or as it comes. */
export function SwitchFields({ legend, switches, inheritedKey, refusal }: Props) {
  const { t, word } = useDesk()
  return (
    <WorkTable
      id="switches"
      caption={legend}
      rows={switches}
      rowKey={(row) => row.entitlement}
      columns={[
        {
          key: 'entitlement',
          header: t('may.entitlement'),
          rowHeader: true,
          wrap: true,
          cell: (row) => word('entitlement', row.entitlement),
        },
        {
          key: 'class',
          header: t('may.class'),
          wrap: true,
          cell: (row) => word('entitlement-class', row.class),
        },
        {
          key: 'switch',
          header: t('staff.switch'),
          cell: ({ entitlement, isOn, inherited }) => {
            const words = stateWords(t, inheritedKey, inherited)
            return (
              <select
                class="entitlement-switch"
                name={`switch ${entitlement}`}
                aria-label={t('staff.switch-named', { name: word('entitlement', entitlement) })}
              >
                {(['inherited', 'on', 'off'] as const).map((state) => (
                  <option key={state} value={state} selected={state === fieldValue(isOn)}>
                    {words[state]}
                  </option>
                ))}
              </select>
            )
          },
        },
        ...(switches.some(({ days }) => days !== undefined)
          ? [
              {
                key: 'days',
                header: t('staff.days'),
                cell: ({ entitlement, days }: Switch) =>
                  days && (
                    <DayFields
                      id="entitlements"
                      choice={{
                        key: entitlement,
                        label: word('entitlement', entitlement),
                        from: days.from ?? '',
                        to: days.to ?? '',
                      }}
                      error={fieldError(refusal, `entitlements.${entitlement}.to`, word)}
                    />
                  ),
              },
            ]
          : []),
        ...(switches.some(({ groups }) => groups !== undefined)
          ? [
              {
                key: 'groups',
                header: t('utility-entitlements.groups'),
                wrap: true,
                cell: (row: Switch) => row.groups || t('desk.none'),
              },
            ]
          : []),
      ]}
    />
  )
}

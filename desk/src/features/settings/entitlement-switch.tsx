import type { Reason } from '@porchlight/contract/reasons.ts'
import { useDesk } from '#app/desk-context.ts'
import type { EntitlementLine, Switch } from './entitlement-lines.ts'

type Props = {
  line: EntitlementLine
  csrGroup: string | null
  groupName: string
  answer: 'ok' | Reason
  onChange: (wanted: Switch) => void
}

/** One switch. A group without its own goes with the utility's. */
export function EntitlementSwitch({ line, csrGroup, groupName, answer, onChange }: Props) {
  const { t, word } = useDesk()
  const { entitlement } = line
  const own = line.switches.get(csrGroup)
  const isOn = own?.isOn ?? line.switches.get(null)?.isOn ?? line.default
  const state = t(isOn ? 'desk.on' : 'desk.off')
  const origin = own?.isSet ? '' : t(csrGroup === null ? 'settings.as-shipped' : 'settings.as-utility')
  if (answer !== 'ok')
    return (
      <span>
        {state} <span class="quiet">{origin}</span>
      </span>
    )
  return (
    <label class="switch">
      <input
        type="checkbox"
        checked={isOn}
        aria-label={t('settings.switch-named', { name: word('entitlement', entitlement), group: groupName })}
        onChange={(event) => {
          const wanted = event.currentTarget.checked
          // The server's answer decides what is shown.
          event.currentTarget.checked = isOn
          onChange({ entitlement, csrGroup, isOn: wanted })
        }}
      />
      <span>
        {state} <span class="quiet">{origin}</span>
      </span>
    </label>
  )
}

import type { Reason } from '@porchlight/contract/reasons.ts'
import { useDesk } from '#app/desk-context.ts'
import type { EntitlementLine, Switch } from './entitlement-lines.ts'

type Props = {
  line: EntitlementLine
  csrGroup: string | null
  groupName: string
  decision: 'ok' | Reason
  onChange: (wanted: Switch) => void
}

const states = ['inherited', 'on', 'off'] as const

/** One switch of three states: on, off, or as the utility has it; the utility's own: as it was shipped. */
export function EntitlementSwitch({ line, csrGroup, groupName, decision, onChange }: Props) {
  const { t, word } = useDesk()
  const { entitlement } = line
  const own = line.switches.get(csrGroup)
  const utility = line.switches.get(null)
  const inherited = csrGroup === null ? line.default : (utility?.isOn ?? line.default)
  const isOn = own?.isOn ?? inherited
  const current = own?.isSet ? (isOn ? 'on' : 'off') : 'inherited'
  const words = {
    inherited: t(csrGroup === null ? 'settings.as-shipped' : 'settings.as-utility', {
      state: t(inherited ? 'desk.on' : 'desk.off'),
    }),
    on: t('desk.on'),
    off: t('desk.off'),
  }
  if (decision !== 'ok') return <span>{words[current]}</span>
  return (
    <select
      class="entitlement-switch"
      aria-label={t('settings.switch-named', { name: word('entitlement', entitlement), group: groupName })}
      value={current}
      onChange={(event) => {
        const wanted = event.currentTarget.value
        // The server's answer decides what is shown.
        event.currentTarget.value = current
        if (wanted !== current)
          onChange({
            entitlement,
            csrGroup,
            isOn: wanted === 'inherited' ? null : wanted === 'on',
            wasOn: isOn,
            inherited,
          })
      }}
    >
      {states.map((state) => (
        <option key={state} value={state} selected={state === current}>
          {words[state]}
        </option>
      ))}
    </select>
  )
}

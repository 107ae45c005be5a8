import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { actionNames, deskActions } from '../features/task-actions/actions.ts'
import { useDesk } from './desk-context.ts'
import { KeyName } from './key-name.tsx'
import { hasLetterKeys, switchLetterKeys } from './keyboard.ts'
import type { MessageKey } from './messages.ts'

const keys: readonly (readonly [names: readonly string[], meaning: MessageKey])[] = [
  [['/'], 'keys.search'],
  [['Ctrl', 'K'], 'keys.palette'],
  [['ArrowDown', 'ArrowUp'], 'keys.move'],
  [['j', 'k'], 'keys.rows'],
  [['PgDn', 'PgUp'], 'keys.page'],
  [['Home', 'End'], 'keys.ends'],
  [['Enter'], 'keys.open'],
  [['Ctrl', 'Enter'], 'keys.open-behind'],
  [['Ctrl', 'C'], 'keys.copy'],
  [['Esc'], 'keys.back'],
  [['[', ']'], 'keys.tabs'],
  [['x'], 'keys.close'],
  [['x'], 'keys.choose-task'],
  [['v'], 'keys.view'],
  [['w'], 'keys.zone'],
  [['u'], 'keys.unlink'],
  [['m'], 'keys.more'],
  [['r'], 'keys.reveal'],
  [['n'], 'keys.note'],
  [['Ctrl', 'Enter'], 'keys.save'],
  [['?'], 'keys.keys'],
]

/** Lists every shortcut of the desk, with a switch for the single-letter ones. */
export function KeysDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useDesk()
  return (
    <Dialog id="keys" open={open} title={t('keys.title')} closeLabel={t('desk.close')} onClose={onClose}>
      <dl class="keys">
        {keys.map(([names, meaning]) => (
          <div key={meaning}>
            <dt>
              {names.map((name) => (
                <KeyName key={name} name={name} />
              ))}
            </dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('keys.task-actions')}</h3>
      <dl class="keys">
        {actionNames.map((action) => (
          <div key={action}>
            <dt>
              <KeyName name={deskActions[action].key} />
            </dt>
            <dd>{t(`task-action.${action}`)}</dd>
          </div>
        ))}
      </dl>
      <CheckboxField
        name="letter-keys"
        label={t('keys.letters')}
        hint={t('keys.letters.hint')}
        checked={hasLetterKeys.value}
        onChange={(event) => switchLetterKeys(event.currentTarget.checked)}
      />
    </Dialog>
  )
}

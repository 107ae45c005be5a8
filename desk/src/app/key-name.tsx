import { Icon } from '@porchlight/ui/icon.tsx'
import { Keycap } from '@porchlight/ui/keycap.tsx'
import { VisuallyHidden } from '@porchlight/ui/visually-hidden.tsx'
import { useDesk } from './desk-context.ts'

/** Shows a key as on the keyboard. Arrows are icons, because not every font has them. */
export function KeyName({ name }: { name: string }) {
  const { t } = useDesk()
  if (name !== 'ArrowDown' && name !== 'ArrowUp') return <Keycap>{name}</Keycap>
  const isDown = name === 'ArrowDown'
  return (
    <Keycap>
      <Icon name={isDown ? 'arrow-down' : 'arrow-up'} />
      <VisuallyHidden>{t(isDown ? 'keys.down' : 'keys.up')}</VisuallyHidden>
    </Keycap>
  )
}

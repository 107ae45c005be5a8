import type { ButtonHTMLAttributes } from 'preact'
import { Icon, type IconName } from './icon.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'

export type ButtonProps = Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'class' | 'className' | 'style' | 'icon'
> & {
  /** At most one primary on a page. */
  variant?: ButtonVariant | undefined
  icon?: IconName | undefined
}

/**
 * Renders a button. Without a click handler it submits its form, since without JavaScript nothing else would work;
 * with one it does not, unless `type` says so. For an action that is refused with a reason, use DisabledAction.
 */
export function Button({ variant = 'secondary', icon, type, children, ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type ?? (rest.onClick ? 'button' : 'submit')} class={`button button-${variant}`}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

import type { ComponentChildren, PartialAnchorHTMLAttributes } from 'preact'
import type { ButtonVariant } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'

export type LinkButtonProps = Omit<
  PartialAnchorHTMLAttributes<HTMLAnchorElement>,
  'class' | 'className' | 'style' | 'href' | 'role' | 'icon'
> & {
  href: string
  variant?: ButtonVariant | undefined
  icon?: IconName | undefined
  children: ComponentChildren
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function LinkButton({ variant = 'secondary', icon, href, children, ...rest }: LinkButtonProps) {
  return (
    <a {...rest} href={href} class={`button button-${variant}`}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  )
}

import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

export type AccountChoice = {
  href: string
  name: ComponentChildren
  /** The account's address or number, which tells two accounts apart. */
  detail?: ComponentChildren
  current?: boolean | undefined
}

export type AccountSelectorProps = {
  /** The label of the selector: "Account". */
  label: ComponentChildren
  choices: readonly AccountChoice[]
  /** Under the list: a link to all accounts. */
  children?: ComponentChildren
}

/** Which account the page is about, and links to the others. With one account it is only its name. */
export function AccountSelector({ label, choices, children }: AccountSelectorProps) {
  const current = choices.find((choice) => choice.current) ?? choices[0]
  if (!current) return null
  const shown = (
    <span class="account-current">
      <small>{label}</small>
      <strong>{current.name}</strong>
      {current.detail && <small>{current.detail}</small>}
    </span>
  )
  if (choices.length === 1 && !children) return <div class="account-selector">{shown}</div>
  return (
    <details class="menu account-selector">
      <summary>
        {shown}
        <Icon name="chevron-down" />
      </summary>
      <div class="menu-list">
        <ul class="account-list">
          {choices.map((choice) => (
            <li key={choice.href}>
              <a class="menu-item" href={choice.href} aria-current={choice.current ? 'true' : undefined}>
                <span>
                  {choice.name}
                  {choice.detail && <small>{choice.detail}</small>}
                </span>
                {choice.current && <Icon name="check" />}
              </a>
            </li>
          ))}
        </ul>
        {children}
      </div>
    </details>
  )
}

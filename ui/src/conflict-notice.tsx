import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import { takeFocus } from './take-focus.ts'
import { VisuallyHidden } from './visually-hidden.tsx'

export type ConflictField = {
  /** The name that the choice is sent under, with the value `yours` or `theirs`. */
  name: string
  label: string
  yours: ComponentChildren
  theirs: ComponentChildren
  choice?: 'yours' | 'theirs' | undefined
}

export type ConflictNoticeProps = {
  id: string
  title: ComponentChildren
  /** Who changed it and when, and what to do. */
  intro: ComponentChildren
  caption: ComponentChildren
  /** The heads of the three columns. */
  fieldLabel: string
  yoursLabel: string
  theirsLabel: string
  fields: readonly ConflictField[]
  /** The buttons that send the choices; the whole stands inside a form. */
  children: ComponentChildren
}

/** Somebody else saved first: the fields that differ, yours and theirs side by side, a choice for each. */
export function ConflictNotice(props: ConflictNoticeProps) {
  const { id, title, intro, caption, fieldLabel, yoursLabel, theirsLabel, fields, children } = props
  return (
    <section class="conflict" id={id} aria-labelledby={`${id}-title`} tabIndex={-1} autofocus ref={takeFocus}>
      <h2 id={`${id}-title`}>
        <Icon name="alert" />
        {title}
      </h2>
      <div>{intro}</div>
      <div class="table-frame table-cards">
        <table>
          <caption>
            <VisuallyHidden>{caption}</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              <th scope="col">{fieldLabel}</th>
              <th scope="col">{yoursLabel}</th>
              <th scope="col">{theirsLabel}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field.name}>
                <th scope="row">{field.label}</th>
                <td data-label={yoursLabel}>{choice(field, 'yours', yoursLabel)}</td>
                <td data-label={theirsLabel}>{choice(field, 'theirs', theirsLabel)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="form-actions">{children}</div>
    </section>
  )
}

function choice(field: ConflictField, side: 'yours' | 'theirs', sideLabel: string) {
  return (
    <label class="conflict-choice">
      <input type="radio" name={field.name} value={side} checked={(field.choice ?? 'yours') === side} />
      <span>
        <VisuallyHidden>{`${field.label}, ${sideLabel}: `}</VisuallyHidden>
        {field[side]}
      </span>
    </label>
  )
}

import type { Reason } from '@porchlight/contract/reasons.ts'
import { Button, type ButtonVariant } from '@porchlight/ui/button.tsx'
import { Guarded, type GuardedProps } from '../../app/guarded.tsx'
import type { PageProps } from '../../app/page.ts'

type Props = Pick<PageProps<unknown>, 't' | 'surroundings' | 'stepUpUrl' | 'formToken'> & {
  /** Unique on the page. */
  id: string
  /** Where it is posted. */
  action: string
  decision: 'ok' | Reason
  label: string
  /** The id of the heading that names whom it is about. */
  about: string
  variant: ButtonVariant
  hidden?: Readonly<Record<string, string>>
  /** In a masquerade: the command that the CSR can prepare where it is refused. */
  prepares?: GuardedProps['prepares']
}

/** A button that decides about one person: it posts, and works without JavaScript. */
export function DecisionForm(props: Props) {
  const { id, action, decision, label, about, variant, hidden = {}, formToken } = props
  return (
    <Guarded {...props} id={id} decision={decision} label={label}>
      <form method="post" action={action}>
        <input type="hidden" name="_token" value={formToken} />
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button variant={variant} aria-describedby={about}>
          {label}
        </Button>
      </form>
    </Guarded>
  )
}

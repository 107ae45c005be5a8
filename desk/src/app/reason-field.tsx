import { mostReason } from '@porchlight/contract/limits.ts'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import type { ComponentProps } from 'preact'

type Props = Pick<ComponentProps<typeof TextAreaField>, 'id' | 'label' | 'hint' | 'mark' | 'error'>

/** Asks why a change is made. The form sends the text as `reason`, and the record keeps it. */
export function ReasonField(props: Props) {
  return <TextAreaField {...props} name="reason" rows={2} maxLength={mostReason} />
}

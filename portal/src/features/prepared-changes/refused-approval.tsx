import { Notice } from '@porchlight/ui/notice.tsx'
import type { PageProps } from '../../app/page.ts'
import { RefusedForm } from '../../app/refused-form.tsx'

type Props = Pick<PageProps<unknown>, 't' | 'problem'>

/** What stands in the way of an approval: a change in the meantime, or a question of the command. */
export function RefusedApproval({ problem, t }: Props) {
  const { reason } = problem?.refusal ?? {}
  const notices = {
    'version-conflict': 'conflict',
    'payment-repeated': 'repeated',
    'amount-over-balance': 'over',
  } as const
  if (!reason || !(reason in notices)) return <RefusedForm problem={problem} t={t} />
  const which = notices[reason as keyof typeof notices]
  return (
    <Notice tone="warning" role="alert" title={t(`prepared.${which}.title`)}>
      {t(`prepared.${which}.text`)}
    </Notice>
  )
}

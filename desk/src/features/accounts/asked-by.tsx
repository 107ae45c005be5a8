import type { useDesk } from '#app/desk-context.ts'
import { href } from '#app/routes.ts'

type Props = Pick<ReturnType<typeof useDesk>, 't' | 'format'> & {
  /** Null: no request of ours did it. */
  asked: { taskId: number; madeBy: string | null; at: string } | null
}

/** Who asked for something and when, with the link to the request; or that no request of ours did. */
export function AskedBy({ asked, t, format }: Props) {
  if (!asked) return <span class="quiet">{t('account.program.by-cis')}</span>
  const { taskId, madeBy, at } = asked
  return (
    <a href={href({ name: 'task', taskId })}>
      {t('account.program.asked', { who: madeBy ?? t('desk.none'), date: format.date(at.slice(0, 10)) })}
    </a>
  )
}

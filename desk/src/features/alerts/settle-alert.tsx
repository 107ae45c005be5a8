import { Button } from '@porchlight/ui/button.tsx'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'

type Props = {
  alert: { toDoId: number; subject: string; csrName: string }
  onSettled: () => void
}

/** Says that an alert was looked into; its lines in the record stay. */
export function SettleAlert({ alert, onSettled }: Props) {
  const { t, word, client } = useDesk()
  const { toDoId, subject, csrName } = alert
  const settle = () =>
    client
      .settleAlert({ params: { toDoId } })
      .then(
        () => tell(t('alerts.settled'), 'success'),
        (error: unknown) => tell(word('reason', refusalOf(error).reason), 'danger'),
      )
      .finally(onSettled)
  return (
    <Button
      aria-label={t('alerts.settle-named', { what: word('alert', subject), csrName })}
      onClick={() => void settle()}
    >
      {t('alerts.settle')}
    </Button>
  )
}

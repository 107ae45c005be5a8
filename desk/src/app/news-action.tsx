import { Button } from '@porchlight/ui/button.tsx'
import { dismiss, type News } from './news.ts'

/** Renders the action of a message in the corner: a link, or a button that performs the action and dismisses the message. */
export function NewsAction({ id, action }: { id: string; action: NonNullable<News['action']> }) {
  if ('href' in action) return <a href={action.href}>{action.text}</a>
  return (
    <Button
      variant="quiet"
      onClick={() => {
        dismiss(id)
        action.onSelect()
      }}
    >
      {action.text}
    </Button>
  )
}

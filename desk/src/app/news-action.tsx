import { Button } from '@porchlight/ui/button.tsx'
import { dismiss, type News } from './news.ts'

/** What can be done about a line in the corner: a way to go, or a button that puts the line away with what it does. */
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

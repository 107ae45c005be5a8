import { Button } from '@porchlight/ui/button.tsx'
import type { ComponentChildren } from 'preact'
import { useDesk } from './desk-context.ts'

type Props = {
  onSubmit: (form: FormData) => void
  children: ComponentChildren
}

/** Form that filters a list: its fields and a button that applies them. */
export function FilterForm({ onSubmit, children }: Props) {
  const { t } = useDesk()
  return (
    <search>
      <form
        class="filters"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit(new FormData(event.currentTarget))
        }}
      >
        {children}
        <Button variant="primary" icon="search">
          {t('tasks.do')}
        </Button>
      </form>
    </search>
  )
}

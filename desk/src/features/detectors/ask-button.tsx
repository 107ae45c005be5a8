import { Button } from '@porchlight/ui/button.tsx'
import { useState } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'

type Props = {
  /** Unique at the desk: the typed reason is kept as a draft of this name. */
  subject: string
  label: string
  title: string
  what: string
  done: string
  perform: (reason: string) => Promise<unknown>
  onDone: () => void
}

/** Button of a change of the detectors that asks for its reason first. */
export function AskButton({ subject, label, title, what, done, perform, onDone }: Props) {
  const { word, refusedFor } = useDesk()
  const [isAsked, setIsAsked] = useState(false)
  const reason = refusedFor('detector:change')
  if (reason) return <>{word('reason', reason)}</>
  return (
    <>
      <Button aria-label={title} onClick={() => setIsAsked(true)}>
        {label}
      </Button>
      {isAsked && (
        <AskFirst
          subject={subject}
          title={title}
          action="detector:change"
          perform={perform}
          onDone={() => {
            setIsAsked(false)
            tell(done, 'success')
            onDone()
          }}
          onCancel={() => setIsAsked(false)}
        >
          <p>{what}</p>
        </AskFirst>
      )}
    </>
  )
}

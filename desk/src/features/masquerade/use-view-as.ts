import { useRef, useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'
import { type KeptTyping, keepTyping } from './keep-typing.ts'
import type { Prompt, Target } from './masquerade-prompt.tsx'

/** Opens and closes the masquerade prompt for "View as this web user". */
export function useViewAs() {
  const { client, page, word } = useDesk()
  const [dialog, setDialog] = useState<{ target: Target; prompt: Prompt; typing: KeptTyping }>()
  const opener = useRef<Element | null>(null)
  const say = (error: unknown) => tell(word('reason', refusalOf(error).reason), 'danger')
  return {
    dialog,
    /** Shows the prompt. */
    ask(target: Target) {
      opener.current = document.activeElement
      const typing = keepTyping()
      client.readMasqueradePrompt({ body: { ...target, locale: page.locale } }).then(
        (prompt) => setDialog({ target, prompt, typing }),
        (error: unknown) => {
          typing.take()
          say(error)
        },
      )
    },
    /** Cancels the prompt. The record keeps a line about it. */
    cancel() {
      if (!dialog) return
      setDialog(undefined)
      client.cancelMasqueradePrompt({ body: dialog.target }).catch(say)
    },
    started() {
      setDialog(undefined)
      // The dialog unmounts without `close` (that would be a cancel), so the focus is returned here.
      if (opener.current instanceof HTMLElement) opener.current.focus()
    },
  }
}

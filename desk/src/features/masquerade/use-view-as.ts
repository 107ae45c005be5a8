import { useRef, useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'
import { type KeptTyping, keepTyping } from './keep-typing.ts'
import type { Prompt, Target } from './masquerade-prompt.tsx'

/** The way from "View as this web user" to the prompt, and out of it. */
export function useViewAs() {
  const { client, page, word } = useDesk()
  const [asked, setAsked] = useState<{ target: Target; prompt: Prompt; typing: KeptTyping }>()
  const opener = useRef<Element | null>(null)
  const say = (error: unknown) => tell(word('reason', refusalOf(error).reason), 'danger')
  return {
    asked,
    /** Shows the prompt. */
    ask(target: Target) {
      opener.current = document.activeElement
      const typing = keepTyping()
      client.readMasqueradePrompt({ body: { ...target, locale: page.locale } }).then(
        (prompt) => setAsked({ target, prompt, typing }),
        (error: unknown) => {
          typing.take()
          say(error)
        },
      )
    },
    /** Leaves no trace but a line in the record. */
    cancel() {
      if (!asked) return
      setAsked(undefined)
      client.cancelMasqueradePrompt({ body: asked.target }).catch(say)
    },
    started() {
      setAsked(undefined)
      // The dialog goes without being closed (that would be a cancel), so the focus is given back here.
      if (opener.current instanceof HTMLElement) opener.current.focus()
    },
  }
}

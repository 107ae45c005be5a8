import type { Client } from '@porchlight/contract/client.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'
import { conflictWords } from './conflict-words.ts'

/**
 * Changes a to-do, shows a message, and reloads the list. After a refusal it sets `refusal` and the form stays open. After a
 * conflict with a colleague's change it shows a message about the change, and reloads the list too.
 */
export function useToDoChange(onChanged: () => void) {
  const { t, word, client } = useDesk()
  const [isBusy, setIsBusy] = useState(false)
  const [refusal, setRefusal] = useState<RefusalBody>()
  /** Returns whether the dialog can close: the change was made, or a colleague was faster. Calls `saved` only if it was made. */
  const change = async (
    ask: (client: Client) => Promise<unknown>,
    done: string,
    saved = () => {},
  ): Promise<boolean> => {
    setIsBusy(true)
    try {
      await ask(client)
      setRefusal(undefined)
      saved()
      tell(done, 'success')
      onChanged()
      return true
    } catch (error) {
      const refused = refusalOf(error)
      const isElsewhere = refused.reason === 'version-conflict'
      if (isElsewhere) onChanged()
      else setRefusal(refused)
      // Beside the field; anywhere else, in the corner.
      if (!refused.fields) tell(conflictWords(refused, t, word), 'warning')
      return isElsewhere
    } finally {
      setIsBusy(false)
    }
  }
  return { change, isBusy, refusal }
}

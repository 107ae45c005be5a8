import type { Client } from '@porchlight/contract/client.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'
import { conflictWords } from './conflict-words.ts'

/**
 * Changes a to-do, says so, and has the list read again. Refused: `refusal`, and the form stays. Refused for what somebody else
 * did: that is said, and the list read again too.
 */
export function useToDoChange(onChanged: () => void) {
  const { t, word, client } = useDesk()
  const [isBusy, setIsBusy] = useState(false)
  const [refusal, setRefusal] = useState<RefusalBody>()
  /** Whether it is over: done, or somebody else was faster. `saved` is called in the first case only. */
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

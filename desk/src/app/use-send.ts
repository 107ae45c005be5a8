import { Refused } from '@porchlight/contract/client.ts'
import type { FieldProblem, RefusalBody } from '@porchlight/contract/reasons.ts'
import { useRef, useState } from 'preact/hooks'
import type { Sent } from './drafts/draft-form.tsx'
import { refusalOf } from './use-answer.ts'

/** Returns the refusal of a form whose fields the desk itself finds wrong, as the server words it. */
export const wrongFields = (...fields: FieldProblem[]) =>
  new Refused(422, { reason: 'invalid-field', fields })

/**
 * Sends a form, one request at a time. After the response it deletes the draft and calls `onDone`. If `perform` throws, the form
 * keeps what was typed and `refusal` says why; `readRefusal` may deal with a refusal in another way and return undefined.
 */
export function useSend<T>(
  perform: (form: FormData, sent: Sent) => Promise<T>,
  onDone: (response: T) => void,
  readRefusal = (refusal: RefusalBody): RefusalBody | undefined => refusal,
) {
  const [refusal, setRefusal] = useState<RefusalBody>()
  const [isBusy, setIsBusy] = useState(false)
  // A second click can come before the button is rendered as disabled.
  const isSent = useRef(false)
  const sendOnce = async (form: FormData, sent: Sent) => {
    if (isSent.current) return
    isSent.current = true
    setIsBusy(true)
    try {
      const response = await perform(form, sent)
      setRefusal(undefined)
      sent.saved()
      onDone(response)
    } catch (error) {
      setRefusal(readRefusal(refusalOf(error)))
    } finally {
      isSent.current = false
      setIsBusy(false)
    }
  }
  const send = (form: FormData, sent: Sent) => void sendOnce(form, sent)
  return { refusal, setRefusal, isBusy, send }
}

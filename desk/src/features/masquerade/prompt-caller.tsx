import { reaches } from '@porchlight/contract/caller-grades.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import type { CallerQuestions } from '#app/response-types.ts'
import { CallerFields } from '../caller-verification/caller-fields.tsx'
import { gradeFor, gradeSoFar, readCaller } from '../caller-verification/typed-caller.ts'

type Props = {
  target: { webUserId: number; accountId: number }
  questions: CallerQuestions
  refusal: RefusalBody | undefined
  onRefused: (refusal: RefusalBody) => void
}

/** In the prompt: how the caller was verified. Folded, and open where the reason requires more than there is. */
export function PromptCaller(props: Props) {
  const { questions, refusal } = props
  const { t, word } = useDesk()
  const section = useRef<HTMLDetailsElement>(null)
  const [purpose, setPurpose] = useState({
    purposeKind: questions.latest?.purposeKind ?? questions.purposeKinds[0] ?? '',
    purposeReference: questions.latest?.purposeReference ?? '',
  })
  useLayoutEffect(() => {
    const form = section.current?.closest('form')
    const read = () => form && setPurpose(readCaller(new FormData(form)))
    read()
    form?.addEventListener('input', read)
    return () => form?.removeEventListener('input', read)
  }, [])
  const required = gradeFor(questions, purpose.purposeKind)
  const grade = gradeSoFar(questions, purpose)
  const isMissing = !reaches(grade, required)
  const isWrong = refusal?.fields?.some(({ field }) => field === 'code' || field === 'identifiers') ?? false
  const isRefused = refusal?.reason === 'caller-verification-required'
  useLayoutEffect(() => {
    if (section.current && (isMissing || isWrong || isRefused)) section.current.open = true
  }, [isMissing, isWrong, isRefused])
  return (
    <details class="folded" ref={section}>
      <summary>
        {t('caller.summary', { grade: word('caller-grade', grade) })}
        {isMissing && ` ${t('caller.required', { grade: word('caller-grade', required) })}`}
      </summary>
      <CallerFields {...props} />
    </details>
  )
}

import { ErrorSummary } from '@porchlight/ui/error-summary.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { knownKey } from './messages.ts'
import type { PageProps, Problem, WhyKept } from './page.ts'

type Props = Pick<PageProps<unknown>, 'problem' | 't'>

type SummaryProps = Props & {
  /** What the fields are called, so that each line says which it is about. */
  names?: Readonly<Record<string, string>>
}

/** What is wrong with a form, above it: each field's problem as a link, or the reason why the whole was refused. */
export function RefusedForm({ problem, names = {}, t }: SummaryProps) {
  if (!problem) return null
  if (problem.kept) return <KeptForm why={problem.kept} t={t} />
  if (isOverOther(problem))
    return (
      <Notice tone="warning" role="alert" title={t('conflict.title')}>
        {t('conflict.text')}
      </Notice>
    )
  const { fields = [] } = problem.refusal
  const errors =
    fields.length > 0
      ? fields.map(({ field, reason: why }) => ({
          field,
          message: [names[field], t(knownKey(`field.${why}`, 'field.not-valid'))].filter(Boolean).join(': '),
        }))
      : [{ message: reasonText(problem.refusal, t) }]
  return <ErrorSummary title={t('form.problem')} errors={errors} />
}

/** Returns whether the form would have replaced a change that was saved after the form was shown. */
const isOverOther = ({ refusal: { reason } }: Problem) => reason === 'version-conflict'

/** Says why the whole form was refused and, after too many attempts, how long to wait. */
function reasonText({ reason, retryAfterSeconds: seconds }: Problem['refusal'], t: Props['t']): string {
  if (seconds === undefined) return t(knownKey(`reason.${reason}`, 'reason.other'))
  const minutes = seconds < 60 ? 0 : Math.ceil(seconds / 60)
  return t(knownKey(`reason.${reason}-for`, 'reason.other'), { seconds, minutes })
}

/** Tells the reader that the form came back unprocessed and that nothing is saved. */
function KeptForm({ why, t }: Pick<Props, 't'> & { why: WhyKept }) {
  if (why === 'language') return null
  return (
    <Notice
      tone="warning"
      role="alert"
      title={t('form.kept.title')}
      actions={why === 'session-ended' && <a href="?kept=no">{t('form.kept.discard')}</a>}
    >
      {t(`form.kept.${why}`)}
    </Notice>
  )
}

/**
 * Returns the version to send with a form. A form that came back keeps its own version, so that a change saved in between
 * causes a conflict. After the reader has seen the conflict, returns the current version.
 */
export function versionToSend(problem: Problem | undefined, standing: number): number {
  const typed =
    problem && !isOverOther(problem) ? Number(problem.typed.get('version') ?? Number.NaN) : standing
  return Number.isSafeInteger(typed) ? typed : standing
}

/** The sentence beside a field, if it was refused. */
export function fieldError({ problem, t }: Props, field: string): string | undefined {
  const fieldProblem = problem?.refusal.fields?.find((p) => p.field === field)
  return fieldProblem && t(knownKey(`field.${fieldProblem.reason}`, 'field.not-valid'))
}

/** Returns what was typed into a refused form, else the saved value. */
export function typedOr(problem: Problem | undefined, field: string, standing: string): string {
  return problem?.typed.get(field) ?? standing
}

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

/** Why the whole was refused; where it is a matter of waiting, for how long. */
function reasonText({ reason, retryAfterSeconds: seconds }: Problem['refusal'], t: Props['t']): string {
  if (seconds === undefined) return t(knownKey(`reason.${reason}`, 'reason.other'))
  const minutes = seconds < 60 ? 0 : Math.ceil(seconds / 60)
  return t(knownKey(`reason.${reason}-for`, 'reason.other'), { seconds, minutes })
}

/** The form came back unread: it is told that nothing of it is saved. */
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
 * Returns the version that a form is sent with: of a form that came back its own, so that what somebody else saved meanwhile is
 * seen as a conflict. Once that was shown, the version that stands now.
 */
export function versionToSend(problem: Problem | undefined, standing: number): number {
  const isSeen = problem?.refusal.reason === 'version-conflict'
  const typed = problem && !isSeen ? Number(problem.typed.get('version') ?? Number.NaN) : standing
  return Number.isSafeInteger(typed) ? typed : standing
}

/** The sentence beside a field, if it was refused. */
export function fieldError({ problem, t }: Props, field: string): string | undefined {
  const found = problem?.refusal.fields?.find((p) => p.field === field)
  return found && t(knownKey(`field.${found.reason}`, 'field.not-valid'))
}

/** What was typed into a refused form, else the value that stands. */
export function typedOr(problem: Problem | undefined, field: string, standing: string): string {
  return problem?.typed.get(field) ?? standing
}

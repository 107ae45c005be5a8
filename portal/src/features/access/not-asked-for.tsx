import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import type { PageProps } from '../../app/page.ts'

type Visit = Awaited<ReturnType<Client['listAccess']>>['supportVisits'][number]

/** Says "I didn't ask for this" about a visit, after telling what happens then; or when the customer has said so. */
export function NotAskedFor(props: PageProps<unknown> & { visit: Visit }) {
  const { visit, t, format, formToken } = props
  const { masqueradeId, questionedAt, may } = visit
  if (questionedAt !== null)
    return <p>{t('access.visit.questioned', { when: format.instant(questionedAt) })}</p>
  return (
    <details>
      <summary>{t('access.visit.question')}</summary>
      <p>{t('access.visit.question-text')}</p>
      <Guarded
        {...props}
        id={`question-${masqueradeId}`}
        decision={may['support-visit:question']}
        label={t('access.visit.question-do')}
      >
        <form method="post" action={`/access/support-visits/${masqueradeId}/question`}>
          <input type="hidden" name="_token" value={formToken} />
          <Button variant="danger" aria-describedby={`visit-${masqueradeId}`}>
            {t('access.visit.question-do')}
          </Button>
        </form>
      </Guarded>
    </details>
  )
}

export const questionSupportVisitForm = form<'questionSupportVisit'>({
  path: '/access/support-visits/:masqueradeId/question',
  pagePath: '/access',
  endpoint: 'questionSupportVisit',
  toInput: (_, { params }) => ({ params: { masqueradeId: params.masqueradeId ?? '' } }),
  done: () => ({ location: '/access', notice: 'support-visit-questioned' }),
})

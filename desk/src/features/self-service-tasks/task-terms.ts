import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import type { Route } from '#app/routes.ts'
import { typedTerms } from '#app/typed-terms.ts'

export type TaskTerms = Partial<Omit<Body<Api['queryTasks']>, 'before'>>

/** The question that an address asks. */
export function termsOfRoute({
  accountId,
  webUserId,
  show,
}: Omit<Route & { name: 'tasks' }, 'name'>): TaskTerms {
  return {
    ...(accountId && { accountId }),
    ...(webUserId && { webUserId }),
    ...(show && { show }),
  }
}

/** The question that a form asks: what was filled in. A web user that the address names stays until a user name is typed. */
export function termsOfForm(form: FormData, webUserId: number | undefined): TaskTerms {
  const terms = typedTerms<TaskTerms>(form, ['accountId', 'taskId'])
  return webUserId && !terms.webUser ? { ...terms, webUserId } : terms
}

import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import type { Route } from '#app/routes.ts'

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

/**
 * The question that a form asks: what was filled in. A web user that the address names stays until a user name is typed.
 * Numbers may be written with spaces and hyphens, as on a bill.
 */
export function termsOfForm(form: FormData, webUserId: number | undefined): TaskTerms {
  const typed = [...form].flatMap(([name, value]) => {
    const text = String(value).trim()
    if (text === '') return []
    return [[name, name === 'accountId' || name === 'taskId' ? text.replace(/[\s-]/g, '') : text]]
  })
  const terms = Object.fromEntries(typed) as TaskTerms
  return webUserId && !terms.webUser ? { ...terms, webUserId } : terms
}

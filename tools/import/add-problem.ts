import type { z } from 'zod'

/** Reports a broken rule of a record at a path in it. The input is left out: it may be personal. */
export function addProblem(
  ctx: z.core.ParsePayload | { issues: z.core.$ZodRawIssue[] },
  path: PropertyKey[],
  reason: string,
) {
  ctx.issues.push({ code: 'custom', message: reason, path, input: null })
}

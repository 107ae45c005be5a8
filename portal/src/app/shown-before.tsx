import type { Fields } from './form.ts'
import type { Problem } from './page.ts'
import { typedOr } from './refused-form.tsx'

/** Returns whether somebody else saved first. */
export const isConflict = (problem: Problem | undefined): boolean =>
  problem?.refusal.reason === 'version-conflict'

const nameOf = (field: string) => `was.${field}`

/** The values with which a form was shown. A refused form keeps its first ones; after a conflict, they are the saved ones. */
const shownWith = (problem: Problem | undefined, field: string, standing: string): string =>
  isConflict(problem) ? standing : typedOr(problem, nameOf(field), standing)

/** Sends the shown values along with the form, so that a conflict names only the fields that this reader changed. */
export function ShownBefore({
  values,
  problem,
}: {
  values: Record<string, string>
  problem: Problem | undefined
}) {
  return (
    <>
      {Object.entries(values).map(([field, standing]) => (
        <input key={field} type="hidden" name={nameOf(field)} value={shownWith(problem, field, standing)} />
      ))}
    </>
  )
}

/** Returns the value that a field was shown with; undefined if the form did not send it. */
export const shownBefore = (sent: Fields, field: string): string | undefined =>
  sent.has(nameOf(field)) ? sent.text(nameOf(field)) : undefined

/**
 * Returns the value of a field: what was typed. After a conflict, a field that this reader did not change gets the saved value,
 * because saving again must not undo the other person's change.
 */
export function typedUnlessUnchanged(problem: Problem | undefined, field: string, standing: string): string {
  const typed = problem?.typed.get(field)
  if (isConflict(problem) && typed === problem?.typed.get(nameOf(field))) return standing
  return typed ?? standing
}

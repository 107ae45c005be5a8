/**
 * What was filled in in a form, trimmed; what was left empty is no part of the question.
 * @param numbers fields that may be written with spaces and hyphens, as on a bill.
 */
export function typedTerms<Terms>(form: FormData, numbers: readonly (keyof Terms)[]): Terms {
  const isNumber = (name: string) => numbers.some((number) => number === name)
  const typed = [...form].flatMap(([name, value]) => {
    const text = String(value).trim()
    return text === '' ? [] : [[name, isNumber(name) ? text.replace(/[\s-]/g, '') : text]]
  })
  return Object.fromEntries(typed)
}

/**
 * Returns the filled-in fields of a form, trimmed. Leaves out empty fields.
 * @param numbers fields that may contain spaces and hyphens, as on a bill
 */
export function typedTerms<Terms>(form: FormData, numbers: readonly (keyof Terms)[]): Terms {
  const isNumber = (name: string) => numbers.some((number) => number === name)
  const typed = [...form].flatMap(([name, value]) => {
    const text = String(value).trim()
    return text === '' ? [] : [[name, isNumber(name) ? text.replace(/[\s-]/g, '') : text]]
  })
  return Object.fromEntries(typed)
}

import type { Form } from './form.ts'
import { pathTo, type Surroundings, type Where } from './page.ts'

/** Fields that are never kept: form tokens, and every field whose name says that it is secret. */
const neverKept =
  /^_|^code$|password|secret|cvc|cvv|securityCode|cardNumber|bankAccountNumber|repeatedNumber/i

/** Returns what was typed into a form, without secrets. */
export function fieldsToKeep(fields: URLSearchParams): [string, string][] {
  return [...fields].filter(([name]) => !neverKept.test(name))
}

/** Fields that a page fills in by itself, and boxes that are ticked. */
const notTyped = /^(version|locale|language|back|key|idempotencyKey|confirmed\w*|was\..*)$/

/** Returns the texts that a person typed into a form, without secrets. */
export function typedTexts(fields: URLSearchParams): string[] {
  return fieldsToKeep(fields).flatMap(([name, value]) =>
    notTyped.test(name) || value.trim() === '' || value === 'on' ? [] : [value],
  )
}

/** Says whether a form has fields that cannot be kept. */
export function hasSecrets(fields: URLSearchParams): boolean {
  return [...fields.keys()].some((name) => !name.startsWith('_') && neverKept.test(name))
}

/** Returns the address of the page that shows a form. */
export function pageOf(definition: Pick<Form, 'pagePath'>, { params }: Pick<Where, 'params'>): string {
  return pathTo(definition.pagePath, params)
}

/** Returns the identity of the reader of a page. A form that was made for one reader is never shown to another. */
export function readerOf(surroundings: Surroundings | null): string | undefined {
  if (!surroundings) return undefined
  const { masquerade, webUserId } = surroundings
  return masquerade ? `masquerade ${masquerade.masqueradeId}` : `web user ${webUserId}`
}

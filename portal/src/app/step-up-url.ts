import { type Page, pathTo, type Surroundings, type Where } from './page.ts'

/** Returns where the CSR of a masquerade confirms the own second factor; it leads back to this page. Undefined for customers. */
export function stepUpUrlOf(
  deskOrigin: string,
  surroundings: Surroundings | null,
  page: Pick<Page, 'path'>,
  { params, query }: Pick<Where, 'params' | 'query'>,
): string | undefined {
  if (!surroundings?.masquerade) return undefined
  const path = pathTo(page.path, params)
  const shown = new URLSearchParams(query)
  // The notice of the last action must not be shown again on return.
  shown.delete('notice')
  const next = shown.size > 0 ? `${path}?${shown}` : path
  return `${deskOrigin}/step-up?${new URLSearchParams({ masquerade: surroundings.masquerade.masqueradeId, next })}`
}

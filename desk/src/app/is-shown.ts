/**
 * Returns whether an element is drawn. What is in a closed `<details>` has a size all the same, so the browser is asked where it
 * knows (Safari since 17.4).
 */
export function isShown(element: Element): boolean {
  if ('checkVisibility' in element) return element.checkVisibility({ visibilityProperty: true })
  return (element as Element).getClientRects().length > 0
}

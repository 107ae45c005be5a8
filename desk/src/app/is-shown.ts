/**
 * Returns whether an element is visible. An element in a closed `<details>` still has a size, so `checkVisibility` decides where
 * the browser has it (Safari since 17.4).
 */
export function isShown(element: Element): boolean {
  if ('checkVisibility' in element) return element.checkVisibility({ visibilityProperty: true })
  return (element as Element).getClientRects().length > 0
}

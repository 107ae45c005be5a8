/**
 * A `ref` that gives the focus to an element when a script puts it on the page: `autofocus` counts only while a page
 * loads. The function never changes, so it runs once for each element.
 */
export function takeFocus(element: HTMLElement | null) {
  element?.focus()
}

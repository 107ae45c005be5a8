/**
 * Posts fields to an address as a form of the page does, so that no URL has them.
 * @param target `_blank` opens a new tab, which browsers allow for five seconds after a click
 */
export function postForm(
  action: string,
  fields: Readonly<Record<string, string>>,
  target: '_self' | '_blank' = '_self',
): void {
  const form = document.createElement('form')
  Object.assign(form, { method: 'post', action, target, rel: 'noopener' })
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement('input')
    Object.assign(field, { type: 'hidden', name, value })
    form.append(field)
  }
  document.body.append(form)
  form.submit()
  form.remove()
}

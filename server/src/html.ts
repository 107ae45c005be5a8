/** Markup that may be put into a page as it is. Only `html` makes it. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may be put into a template. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[]

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const written = (value: HtmlValue): string => {
  if (value === undefined || value === false) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(written).join('')
  return String(value).replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}

/** A template whose values are escaped unless they are `Html`; lists are joined, `false` and `undefined` vanish. */
export const html = (parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html =>
  new Html(parts.map((part, index) => part + written(values[index])).join(''))

/** Returns an array in PostgreSQL's text form, its elements already text; null is an element that is null. */
export function arrayText(elements: readonly (string | null | readonly unknown[])[]): string {
  const each = elements.map((element) => {
    if (element === null) return 'NULL'
    if (typeof element !== 'string') return arrayText(element as (string | null)[])
    return `"${element.replace(/["\\]/g, '\\$&')}"`
  })
  return `{${each.join(',')}}`
}

type Elements<T> = (T | null | Elements<T>)[]

/** Reads PostgreSQL's text form of an array. @param read makes a value of an element's text */
export function readArrayText<T>(text: string, read: (text: string) => T): Elements<T> {
  // Of an array with other lower bounds, such as [0:2]={1,2,3}, the bounds come first.
  let at = text.indexOf('{') + 1
  const array = (): Elements<T> => {
    const elements: Elements<T> = []
    for (;;) {
      const sign = text[at]
      if (sign === '}' || sign === undefined) {
        at += 1
        return elements
      }
      if (sign === ',') at += 1
      else if (sign === '{') {
        at += 1
        elements.push(array())
      } else elements.push(sign === '"' ? read(quoted()) : plain())
    }
  }
  const quoted = () => {
    let value = ''
    for (at += 1; text[at] !== '"'; at += 1) {
      if (text[at] === '\\') at += 1
      value += text[at]
    }
    at += 1
    return value
  }
  const plain = () => {
    const from = at
    while (text[at] !== ',' && text[at] !== '}') at += 1
    const value = text.slice(from, at)
    return value === 'NULL' ? null : read(value)
  }
  return array()
}

/** Returns what was typed into the page's fields since it opened. Never reads passwords, nor numbers of cards and bank accounts. */
export function typedTexts(): string[] {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')
  return [...fields].flatMap((field) => {
    const isText =
      field instanceof HTMLTextAreaElement || /^(text|email|tel|search|number|date)$/.test(field.type)
    const isSecret =
      /password|^cc-/.test(field.autocomplete) || /^(bankAccount|repeated)Number$/.test(field.name)
    const isTyped = field.value !== field.defaultValue && field.value.trim() !== ''
    return isText && !isSecret && isTyped ? [field.value] : []
  })
}

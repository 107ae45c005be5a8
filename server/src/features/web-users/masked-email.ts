const hidden = '•••'

/**
 * Returns an e-mail address as a CSR sees it: enough to recognize it, not enough to write to it. Of the domain it shows the
 * first letter and the part after the last dot.
 */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@')
  const [local, domain] = [email.slice(0, Math.max(at, 0)), email.slice(at + 1)]
  const end = domain.includes('.') ? domain.slice(domain.lastIndexOf('.')) : ''
  return `${[...local][0] ?? ''}${hidden}@${[...domain][0] ?? ''}${hidden}${end}`
}

const hidden = '•••'

/**
 * An e-mail address as a CSR sees it: enough to say "the one that begins with m", not enough to write to. Of the domain the
 * first letter and what stands behind its last dot.
 */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@')
  const [local, domain] = [email.slice(0, Math.max(at, 0)), email.slice(at + 1)]
  const end = domain.includes('.') ? domain.slice(domain.lastIndexOf('.')) : ''
  return `${[...local][0] ?? ''}${hidden}@${[...domain][0] ?? ''}${hidden}${end}`
}

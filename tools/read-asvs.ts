/** The answers to a requirement, in the order in which the document counts them. */
export const answers = ['met', 'partly', 'not met', 'does not apply'] as const

export type Row = { number: string; answer: string; subject: string; how: string; tested: string }

/** Returns the rows of docs/asvs.md: one for each requirement, in the order of the document. */
export function readAsvs(document: string): Row[] {
  const lines = document.matchAll(
    /^\| (V\d+\.\d+\.\d+) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|(?: ?([^|]*) \|)?$/gm,
  )
  return [...lines].map(([, number = '', answer = '', subject = '', how = '', tested = '']) => ({
    number,
    answer: answer.trim().replaceAll('*', ''),
    subject: subject.trim(),
    how: how.trim(),
    tested: tested.trim(),
  }))
}

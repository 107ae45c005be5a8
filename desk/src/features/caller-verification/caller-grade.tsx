import type { CallerGrade as Grade } from '@porchlight/contract/caller-grades.ts'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'

const tones = { none: 'neutral', attested: 'info', code: 'success' } as const

/** How surely a CSR knew who was calling, as a word. */
export function CallerGrade({ grade }: { grade: Grade }) {
  const { word } = useDesk()
  return <StatusBadge tone={tones[grade]}>{word('caller-grade', grade)}</StatusBadge>
}

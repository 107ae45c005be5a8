import { VisuallyHidden } from '@porchlight/ui/visually-hidden.tsx'
import { useDesk } from '#app/desk-context.ts'
import { textDifference } from './text-difference.ts'

/** What differs between two texts: removed words struck out, added words underlined, and both said to screen readers. */
export function DifferenceView({ locale, before, after }: { locale: string; before: string; after: string }) {
  const { t } = useDesk()
  return (
    <p class="text-difference" lang={locale}>
      {textDifference(before, after).map(({ kind, text }, index) => {
        if (kind === 'same') return text
        const said = <VisuallyHidden>{t(`texts.${kind}`)}</VisuallyHidden>
        return kind === 'removed' ? (
          <del key={`${index} ${text}`}>
            {said}
            {text}
          </del>
        ) : (
          <ins key={`${index} ${text}`}>
            {said}
            {text}
          </ins>
        )
      })}
    </p>
  )
}

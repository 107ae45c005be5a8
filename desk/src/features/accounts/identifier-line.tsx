import type { Reason } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import type { Account } from '#app/response-types.ts'

type Props = {
  identifier: Account['persons'][number]['identifiers'][number]
  decision: 'ok' | Reason
  /** The full identifier, after the CSR revealed it. */
  value: string | undefined
  onReveal: (personIdentifierId: number) => void
  onHide: (personIdentifierId: number) => void
}

/** A masked identifier, and the button that shows it. */
export function IdentifierLine({ identifier, decision, value, onReveal, onHide }: Props) {
  const { t, word } = useDesk()
  const { personIdentifierId, identifierType, maskedValue } = identifier
  const name = word('identifier', identifierType)
  const isShown = value !== undefined
  return (
    <div>
      <dt>{name}</dt>
      <dd class="identifier">
        <span class="figures">{isShown ? value : maskedValue}</span>
        <Guarded
          id={`reveal-${personIdentifierId}`}
          decision={decision}
          label={t('identifier.reveal')}
          variant="quiet"
          icon="eye"
        >
          <Button
            variant="quiet"
            icon="eye"
            aria-label={t(isShown ? 'identifier.hide.named' : 'identifier.reveal.named', { name })}
            onClick={() => (isShown ? onHide : onReveal)(personIdentifierId)}
          >
            {t(isShown ? 'identifier.hide' : 'identifier.reveal')}
          </Button>
        </Guarded>
      </dd>
    </div>
  )
}

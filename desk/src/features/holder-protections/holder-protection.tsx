import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useState } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import { tell } from '#app/news.ts'
import type { Account } from '#app/response-types.ts'
import { MarkForm } from './mark-form.tsx'

type Props = { account: Account; person: Account['persons'][number]; onChanged: () => void }

/** The button that hides a person from the others on the account, or ends that, with its dialog. */
export function HolderProtection({ account, person, onChanged }: Props) {
  const { t, client } = useDesk()
  const [isOpen, setIsOpen] = useState(false)
  const { accountId, may } = account
  const { personId, name, protection } = person
  const close = () => setIsOpen(false)
  const done = () => {
    close()
    onChanged()
  }
  return (
    <>
      <Guarded
        id={`protection-${personId}`}
        decision={may[protection ? 'holder-protection:remove' : 'holder-protection:mark']}
        label={t(protection ? 'holder-protection.remove' : 'holder-protection.mark')}
        variant="quiet"
      >
        <Button
          variant="quiet"
          aria-label={t(protection ? 'holder-protection.remove-named' : 'holder-protection.mark-named', {
            name,
          })}
          onClick={() => setIsOpen(true)}
        >
          {t(protection ? 'holder-protection.remove' : 'holder-protection.mark')}
        </Button>
      </Guarded>
      {isOpen && !protection && (
        <Dialog
          id="holder-protection"
          open
          title={t('holder-protection.mark-named', { name })}
          closeLabel={t('desk.cancel')}
          onClose={close}
        >
          <MarkForm accountId={accountId} personId={personId} name={name} onDone={done} onBack={close} />
        </Dialog>
      )}
      {isOpen && protection && (
        <AskFirst
          subject={`holder-protection-remove ${accountId} ${personId}`}
          title={t('holder-protection.remove-named', { name })}
          action="holder-protection:remove"
          reasonHint={t('holder-protection.reason.hint')}
          perform={async (reason) => {
            const params = { accountId, personId }
            const { isRemoved } = await client.removeHolderProtection({
              params,
              body: { version: protection.version, reason },
            })
            tell(t(isRemoved ? 'holder-protection.removed' : 'holder-protection.asked', { name }), 'info')
          }}
          onDone={done}
          onCancel={close}
        >
          <p>{t('holder-protection.remove.explained', { name })}</p>
        </AskFirst>
      )}
    </>
  )
}

type ProtectedProps = { protection: NonNullable<Props['person']['protection']>; name: string }

/** Tells the CSR what the others on the account must not learn, and what is kept for this person alone. */
export function ProtectedNotice({ protection, name }: ProtectedProps) {
  const { t, word, format } = useDesk()
  const { kind, markedAt, reason, ownAddress, removalAskedBy, removalReason } = protection
  return (
    <Notice tone="warning" title={t('holder-protection.nothing-said', { name })}>
      {t('holder-protection.since', { date: format.instant(markedAt) })} · {word('protection-kind', kind)}
      <p>{reason}</p>
      {ownAddress && (
        <p>
          {t('holder-protection.address')}: {ownAddress}
        </p>
      )}
      {removalAskedBy && (
        <p>
          {t('holder-protection.asked-by', { csr: removalAskedBy })} {removalReason}
        </p>
      )}
    </Notice>
  )
}

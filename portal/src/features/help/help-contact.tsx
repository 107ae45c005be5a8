import type { HelpLines } from '@porchlight/contract/help.ts'
import type { Translate } from '../../app/messages.ts'

export type TelephoneLinkProps = { number: string }

/** A telephone number that a phone dials; it never breaks over two lines. */
export function TelephoneLink({ number }: TelephoneLinkProps) {
  return (
    <a class="telephone" href={`tel:${number.replace(/[^\d+]/g, '')}`}>
      {number}
    </a>
  )
}

type Props = { lines: HelpLines; t: Translate }

/** The emergency line first, then the telephone and its hours. What the utility has not set is left out. */
export function HelpContact({ lines, t }: Props) {
  const { phone, hours, emergencyPhone, emergencyText } = lines
  if (!phone && !emergencyPhone) return null
  return (
    <div class="help-contact">
      {emergencyPhone && (
        <p class="help-emergency">
          <strong>
            {t('help.emergency')} <TelephoneLink number={emergencyPhone} />
          </strong>
          <span>{emergencyText}</span>
        </p>
      )}
      {phone && (
        <p>
          <strong>
            {t('help.questions')} <TelephoneLink number={phone} />
          </strong>
          <span>{hours}</span>
        </p>
      )}
    </div>
  )
}

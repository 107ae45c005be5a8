import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { capital } from '#app/messages.ts'
import type { Account, WebUser } from '#app/response-types.ts'
import { CallerGrade } from './caller-grade.tsx'
import { VerifyDialog } from './verify-dialog.tsx'

type Props = { account: Account; webUsers: readonly WebUser[] | undefined; onChanged: () => void }

/** How the last callers were verified, for the CSR who has the customer on the line now. */
export function CallerCard({ account, webUsers = [], onChanged }: Props) {
  const { t, word, format, refusedFor } = useDesk()
  const [isAsking, setIsAsking] = useState(false)
  const mayVerify = !refusedFor('caller:verify')
  const current = account.callers.find(({ isInForce }) => isInForce)
  const callers = webUsers.filter(({ isActive }) => isActive)
  return (
    <Card
      id="caller"
      heading={t('caller.title')}
      actions={
        mayVerify &&
        callers.length > 0 && <Button onClick={() => setIsAsking(true)}>{t('caller.verify')}</Button>
      }
    >
      {current && (
        <p>
          {t('caller.in-force', {
            time: format.time(current.verifiedAt),
            grade: word('caller-grade', current.grade),
          })}
        </p>
      )}
      {account.callers.length === 0 && <p class="quiet">{t('caller.none-yet')}</p>}
      <ul class="callers">
        {account.callers.slice(0, 3).map((caller) => (
          <li key={caller.verifiedAt}>
            <span class="caller-line">
              <CallerGrade grade={caller.grade} />
              <span class="quiet">
                {caller.csrName}, <Instant at={caller.verifiedAt} />
              </span>
            </span>
            <span>
              {t('caller.about', {
                userName: caller.userName,
                purpose: capital(word('purpose', caller.purposeKind)),
                reference: caller.purposeReference,
              })}
            </span>
            {caller.identifiers.length > 0 && (
              <span class="quiet">
                {format.list(caller.identifiers.map((name) => word('caller-identifier', name)))}
              </span>
            )}
          </li>
        ))}
      </ul>
      {isAsking && (
        <VerifyDialog
          accountId={account.accountId}
          webUsers={callers}
          onDone={() => {
            setIsAsking(false)
            onChanged()
          }}
          onCancel={() => setIsAsking(false)}
        />
      )}
    </Card>
  )
}

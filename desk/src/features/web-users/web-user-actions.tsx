import { Button } from '@porchlight/ui/button.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import type { WebUser } from '#app/response-types.ts'

/** What can be begun from a row of the zone. */
export type RowAction = 'view' | 'unlink' | 'more'

type Props = { row: WebUser; onAct: (action: RowAction, row: WebUser) => void }

/** The two actions of every call, each with its reason where it is refused, and the way to the others. */
export function WebUserActions({ row, onAct }: Props) {
  const { t } = useDesk()
  const { webUserId, userName, may } = row
  return (
    <span class="row-actions">
      <Guarded
        id={`view-as-${webUserId}`}
        decision={may['masquerade:start']}
        label={t('web-users.view')}
        icon="eye"
      >
        <Button
          icon="eye"
          aria-keyshortcuts="v"
          aria-label={t('web-users.view-as', { userName })}
          onClick={() => onAct('view', row)}
        >
          {t('web-users.view')}
        </Button>
      </Guarded>
      <Guarded id={`unlink-${webUserId}`} decision={may['account-link:unlink']} label={t('unlink.open')}>
        <Button
          aria-keyshortcuts="u"
          aria-label={t('unlink.open-named', { userName })}
          onClick={() => onAct('unlink', row)}
        >
          {t('unlink.open')}
        </Button>
      </Guarded>
      <Button
        aria-keyshortcuts="m"
        aria-label={t('web-users.more-named', { userName })}
        aria-haspopup="dialog"
        onClick={() => onAct('more', row)}
      >
        {t('web-users.more')}
      </Button>
    </span>
  )
}

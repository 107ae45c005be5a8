import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { Translate } from '#app/messages.ts'
import { written } from './setting-value.ts'

type Props = {
  refusal: RefusalBody
  mine: unknown
  /** Called to overwrite the current version with this CSR's value. */
  onMine: (version: number) => void
  onTheirs: () => void
}

/** Shows both values after a version conflict, and lets the CSR choose one. */
export function SettingConflict({ refusal, mine, onMine, onTheirs }: Props) {
  const { t } = useDesk()
  const { version } = refusal
  return (
    <Notice
      tone="warning"
      role="alert"
      title={t('conflict.title')}
      actions={
        <>
          {version !== undefined && (
            <Button onClick={() => onMine(version)}>{t('conflict.keep-mine')}</Button>
          )}
          <Button onClick={onTheirs}>{t('conflict.keep-theirs')}</Button>
        </>
      }
    >
      <DescriptionList
        items={[
          { label: t('conflict.mine'), value: shown(mine, t) },
          ...(refusal.difference ?? []).map(({ theirs }) => ({
            label: t('conflict.theirs'),
            value: shown(theirs, t),
          })),
        ]}
      />
    </Notice>
  )
}

const shown = (value: unknown, t: Translate) =>
  typeof value === 'boolean' ? t(value ? 'desk.on' : 'desk.off') : written(value)

import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import type { PageProps } from '../../app/page.ts'

/** What cannot be switched off, and why. */
export function AlwaysSent({ t }: Pick<PageProps<unknown>, 't'>) {
  return (
    <Card id="always-sent" heading={t('preferences.always')}>
      <p>{t('preferences.always-lead')}</p>
      <DescriptionList
        items={(['security', 'changes', 'disconnection'] as const).map((kind) => ({
          label: t(`preferences.always.${kind}.title`),
          value: t(`preferences.always.${kind}.text`),
        }))}
      />
    </Card>
  )
}

import type { Client } from '@porchlight/contract/client.ts'
import { Locale, localeOf } from '@porchlight/contract/values.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { RadioGroup } from '@porchlight/ui/radio-group.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import type { PageProps } from '../../app/page.ts'

type Data = Awaited<ReturnType<Client['readPreferences']>>

/** The language of mail and text messages. A form of its own: in a masquerade the header's switch changes the CSR's tab alone. */
export function LanguageCard(props: PageProps<Data>) {
  const { data, t, where, formToken, surroundings } = props
  const account = `/accounts/${where.params.accountId}`
  return (
    <Card id="language" heading={t('preferences.language')}>
      <Guarded
        {...props}
        id="save-language"
        decision={data.may['language:change']}
        label={t('preferences.language-do')}
      >
        <form method="post" action={surroundings?.masquerade ? `${account}/language` : '/language'}>
          <input type="hidden" name="_token" value={formToken} />
          <input type="hidden" name="back" value={`${account}/preferences?notice=language-changed`} />
          <RadioGroup
            id="language-choice"
            name="language"
            label={t('preferences.language-legend')}
            hint={t('preferences.language-hint')}
            value={data.language}
            options={Locale.options.map((value) => ({ value, label: t(`preferences.language.${value}`) }))}
          />
          <FormActions>
            <Button>{t('preferences.language-do')}</Button>
          </FormActions>
        </form>
      </Guarded>
    </Card>
  )
}

export const languageForm = form<'changeLanguage'>({
  path: '/accounts/:accountId/language',
  pagePath: '/accounts/:accountId/preferences',
  endpoint: 'changeLanguage',
  toInput: (sent) => ({ body: { language: localeOf(sent.text('language')) } }),
  done: ({ taskId }, { params }) => ({
    location: `/accounts/${params.accountId}/preferences`,
    notice: taskId === null ? 'nothing-changed' : 'language-changed',
  }),
})

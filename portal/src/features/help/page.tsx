import { Card } from '@porchlight/ui/card.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { page } from '../../app/page.ts'
import { HelpContact } from './help-contact.tsx'

const questions = ['sign-in', 'bill', 'pay', 'address', 'visit'] as const

/** How to reach the utility, and where to find what people mostly ask for. */
export const helpPage = page({
  path: '/help',
  title: 'help.title',
  menu: [{ place: 'foot', order: 1 }],
  isPublic: true,
  isForAll: true,
  View: ({ t, help }) => (
    <Page heading={t('help.title')} lead={t('help.lead')}>
      <Card id="contact" tone="accent" heading={t('help.contact')}>
        {help.phone || help.emergencyPhone ? <HelpContact lines={help} t={t} /> : <p>{t('help.no-phone')}</p>}
      </Card>
      {questions.map((name) => (
        <Card key={name} id={`about-${name}`} heading={t(`help.${name}.title`)}>
          <p>{t(`help.${name}.text`)}</p>
        </Card>
      ))}
      <p>
        <a href="/">{t('error.home')}</a>
      </p>
    </Page>
  ),
})

import { channels, notifications } from '@porchlight/contract/preferences.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { type PageProps, page, pageForm } from '../../app/page.ts'
import { RefusedForm, typedOr } from '../../app/refused-form.tsx'

/** Returns the notification and channel that the address names, in words. Another address names none. */
function inWords(
  what: string,
  t: PageProps<unknown>['t'],
): { notification: string; channel: string } | undefined {
  for (const name of Object.keys(notifications) as (keyof typeof notifications)[])
    for (const channel of channels)
      if (what === `${name}.${channel}`)
        return { notification: t(`preferences.${name}.title`), channel: t(`preferences.channel.${channel}`) }
  return undefined
}

/** The page of the link in a notice, without sign-in. It takes a click, as mail readers follow links. */
export const noticeOffPage = page({
  path: '/notice-off',
  title: 'notice-off.title',
  isPublic: true,
  View: ({ t, where, formToken, problem }) => {
    const done = where.query.get('done')
    const what = done ?? typedOr(problem, 'what', where.query.get('what') ?? '')
    const words = inWords(what, t)
    const lead = done !== null ? 'notice-off.done' : words ? 'notice-off.lead' : 'notice-off.lead-unnamed'
    return (
      <Page heading={t('notice-off.title')} lead={t(lead, words ?? { notification: '', channel: '' })}>
        <RefusedForm problem={problem} t={t} />
        {done === null && (
          <Form id={pageForm} action="/notice-off">
            <input type="hidden" name="_token" value={formToken} />
            <input type="hidden" name="what" value={what} />
            <input type="hidden" name="key" value={typedOr(problem, 'key', where.query.get('key') ?? '')} />
            <FormActions>
              <Button variant="primary">{t('notice-off.do')}</Button>
            </FormActions>
          </Form>
        )}
      </Page>
    )
  },
})

/** Posted by the page, and by mail programs with one click (RFC 8058): their request has the key in its address. */
export const noticeOffForm = form<'stopNotice'>({
  path: '/notice-off',
  needsNoToken: true,
  isOneClick: true,
  pagePath: '/notice-off',
  endpoint: 'stopNotice',
  toInput: (sent, { query }) => ({ body: { key: sent.text('key') || (query.get('key') ?? '') } }),
  done: ({ stopped }) => ({ location: `/notice-off?done=${stopped}` }),
})

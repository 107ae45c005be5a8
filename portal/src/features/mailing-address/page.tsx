import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { FormFields } from '../../app/closed-form.tsx'
import { Conflict } from '../../app/conflict.tsx'
import { type Fields, form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm, versionToSend } from '../../app/refused-form.tsx'
import { isConflict, ShownBefore, shownBefore, typedUnlessUnchanged } from '../../app/shown-before.tsx'
import { countryOptions, plainRegion, regionLabel, regionOptions, regionValue } from './address-options.ts'

type Data = Awaited<ReturnType<Client['readAccountInformation']>>

const path = '/accounts/:accountId/mailing-address'
const homeCountry = 'US'
const autocomplete = {
  line1: 'address-line1',
  line2: 'address-line2',
  city: 'address-level2',
  region: 'address-level1',
  postalCode: 'postal-code',
  country: 'country',
} as const
type Name = keyof typeof autocomplete
const fields = Object.keys(autocomplete) as Name[]

export const mailingAddressPage = page<Data>({
  path,
  title: 'mailing-address.change',
  section: 'account',
  parent: '/accounts/:accountId/information',
  load: (client, { params }) => client.readAccountInformation({ params: { accountId: params.accountId } }),
  View: (props) => {
    const { data, t, locale, formToken, problem } = props
    const { addressChoices } = data
    // An account that came without an address is offered the utility's own country.
    const mailingAddress = { ...data.mailingAddress, country: data.mailingAddress.country || homeCountry }
    const standing = { ...mailingAddress, region: regionValue(mailingAddress, addressChoices) }
    const names = Object.fromEntries(fields.map((name) => [name, t(`mailing-address.${name}`)]))
    const here = `/accounts/${data.accountId}/mailing-address`
    const field = (name: Name) => ({
      name,
      autocomplete: autocomplete[name],
      label: t(`mailing-address.${name}`),
      value: typedUnlessUnchanged(problem, name, standing[name]),
      error: fieldError(props, name),
    })
    const country = field('country')
    const hasRegions = addressChoices.regions.some((one) => one.country === country.value)
    return (
      <Page heading={t('mailing-address.change')}>
        <Form id={pageForm} action={here}>
          <input type="hidden" name="_token" value={formToken} />
          <input type="hidden" name="version" value={versionToSend(problem, standing.version)} />
          <ShownBefore
            problem={problem}
            values={Object.fromEntries(fields.map((name) => [name, standing[name]]))}
          />
          {problem && isConflict(problem) ? (
            <Conflict
              problem={problem}
              names={names}
              here={here}
              shown={(value, name) => shownValue(name, String(value), data, locale)}
              t={t}
            />
          ) : (
            <RefusedForm problem={problem} names={names} t={t} />
          )}
          <FormFields {...props} decision={data.may['mailing-address:change']}>
            <Field {...field('line1')} />
            <Field {...field('line2')} mark={t('form.optional')} />
            <Field {...field('city')} />
            {hasRegions ? (
              <SelectField
                {...field('region')}
                options={regionOptions(addressChoices, country.value, field('region').value, t, locale)}
              />
            ) : (
              <Field {...field('region')} mark={t('form.optional')} />
            )}
            <Field {...field('postalCode')} short />
            <SelectField {...country} options={countryOptions(addressChoices, locale)} />
          </FormFields>
          <Notice>{t('mailing-address.what-happens')}</Notice>
          <FormActions>
            <Guarded
              {...props}
              id="save"
              decision={data.may['mailing-address:change']}
              label={t('form.save')}
              prepares={{ command: 'changeMailingAddress', accountId: data.accountId }}
            >
              <Button variant="primary">{t('form.save')}</Button>
            </Guarded>
          </FormActions>
        </Form>
      </Page>
    )
  },
})

/** A value of the difference as a person reads it. */
function shownValue(name: string, value: string, { addressChoices }: Data, locale: string): string {
  if (name === 'country') return new Intl.DisplayNames(locale, { type: 'region' }).of(value) ?? value
  return name === 'region' ? regionLabel(addressChoices, value) : value
}

/** Returns the address that was shown; undefined if any of its fields is missing. */
function shownAddress(sent: Fields) {
  const was = Object.fromEntries(fields.map((name) => [name, shownBefore(sent, name)]))
  if (Object.values(was).some((value) => value === undefined)) return undefined
  const address = was as Record<Name, string>
  return { ...address, region: plainRegion(address) }
}

export const changeMailingAddressForm = form<'changeMailingAddress'>({
  path,
  pagePath: path,
  endpoint: 'changeMailingAddress',
  toInput: (sent, { params }) => {
    const typed = Object.fromEntries(fields.map((name) => [name, sent.text(name)])) as Record<Name, string>
    return {
      params: { accountId: params.accountId },
      body: {
        ...typed,
        region: plainRegion(typed),
        version: sent.number('version'),
        was: shownAddress(sent),
      },
    }
  },
  done: ({ taskId }, { params }) => ({
    location: `/accounts/${params.accountId}/information`,
    notice: taskId === null ? 'nothing-changed' : 'mailing-address-changed',
  }),
})

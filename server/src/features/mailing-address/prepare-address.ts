import { Refusal } from '#policy/refusal.ts'
import { draftField, preparable } from '../../preparable.ts'
import { standingMailingAddress } from './queries.ts'
import { addressChoices, checkedAddress, noAddress } from './rules.ts'

const homeCountry = 'US'

/** How a CSR prepares another mailing address for a customer to approve. */
export const prepareAddress = preparable<'changeMailingAddress', typeof noAddress>({
  draft: async (sql, { accountId }) => {
    const standing = (await standingMailingAddress.first(sql, { accountId })) ?? noAddress
    const isOptional = { isOptional: true }
    const choices = addressChoices.countries.map((value) => ({ value, label: value }))
    const fields = [
      draftField('line1', 'text', standing.line1),
      draftField('line2', 'text', standing.line2, isOptional),
      draftField('city', 'text', standing.city),
      draftField('region', 'text', standing.region, isOptional),
      draftField('postalCode', 'text', standing.postalCode, isOptional),
      draftField('country', 'country', standing.country || homeCountry, { choices }),
    ]
    return { fields, standing }
  },
  request: ({ accountId }, filled, { version, ...was }) => {
    const typed = {
      line1: filled('line1'),
      line2: filled('line2'),
      city: filled('city'),
      region: filled('region'),
      postalCode: filled('postalCode'),
      country: filled('country'),
    }
    const { address, problems } = checkedAddress(typed)
    if (problems.length > 0) throw new Refusal('invalid-field', { fields: problems })
    return { params: { accountId }, body: { ...address, version, was } }
  },
})

import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostSearchRows, mostSearchText } from './limits.ts'
import { AccountId, Id, Instant, optionalText } from './values.ts'

/** How a found value matches what was typed. The locale files have the words under `match-how.<name>`. */
export const matchHows = [
  'exact',
  'beginning',
  'similar',
  'nickname',
  'initial',
  'alias',
  'abbreviation',
] as const

/**
 * Why a row is there: the family's field, the part of what is shown that matched (or the value, where the row does not show
 * it), and how. Of a protected person nothing.
 */
const Match = z.object({ field: z.string(), text: z.string(), how: z.enum(matchHows) })

const endpoints = {
  /**
   * Finds customers by any family, alone or combined; `box` guesses the family. Identifiers travel in the body, never in
   * a URL. Protected customers are found by one whole value alone. A trailing wildcard is automatic, `%` inside is allowed. At most 300 rows.
   */
  searchCustomers: endpoint({
    method: 'POST',
    path: '/api/customer-search',
    action: 'customer:search',
    masquerade: 'never',
    task: null,
    reads: true,
    inTurns: true,
    body: z.strictObject({
      box: optionalText(mostSearchText).optional(),
      name: optionalText(mostSearchText).optional(),
      street: optionalText(mostSearchText).optional(),
      city: optionalText(mostSearchText).optional(),
      postalCode: optionalText(mostSearchText).optional(),
      accountId: optionalText(mostSearchText).optional(),
      contact: optionalText(mostSearchText).optional(),
      identifierType: optionalText(40).optional(),
      identifier: optionalText(mostSearchText).optional(),
      geographicType: optionalText(40).optional(),
      geographicValue: optionalText(mostSearchText).optional(),
      webUser: optionalText(mostSearchText).optional(),
      division: optionalText(40).optional(),
      showAllPremises: z.boolean().optional(),
      hasWebUser: z.boolean().optional(),
      /** Rows at most: fewer as one types, 300 (the most, and what is meant where none is given) when one has stopped. */
      limit: z.number().int().min(1).max(mostSearchRows).optional(),
    }),
    response: z.object({
      rows: z.array(
        z.object({
          person: z
            .object({
              personId: Id,
              /** Of a protected person masked, as the address of the premise beside it. */
              name: z.string(),
              kind: z.enum(['human', 'organisation']),
              isProtected: z.boolean(),
            })
            .nullable(),
          account: z
            .object({
              accountId: AccountId,
              status: z.string(),
              customerClass: z.string(),
              division: z.string(),
              isMainCustomer: z.boolean(),
            })
            .nullable(),
          premise: z
            .object({
              /** Null of a protected customer's. */
              premiseId: Id.nullable(),
              address: z.string(),
              isCurrent: z.boolean(),
              latitude: z.number().nullable(),
              longitude: z.number().nullable(),
            })
            .nullable(),
          webUser: z.object({ webUserId: Id, userName: z.string(), isActive: z.boolean() }).nullable(),
          /** In plain words why a side is empty: a key of the locale files under `search.gap.<name>`. */
          gap: z
            .enum([
              'person-without-account',
              'account-without-agreement',
              'agreement-without-premise',
              'premise-without-account',
            ])
            .nullable(),
          otherPremises: z.number(),
          matches: z.array(Match),
        }),
      ),
      /** The families that the box was understood as. */
      understoodAs: z.array(z.string()),
      /** True if more rows match than the response contains. */
      isCut: z.boolean(),
      /** The account of a unique hit: the desk opens it straight away. */
      uniqueAccountId: AccountId.nullable(),
    }),
  }),
  /**
   * The accounts that this CSR opened last, from the record: the same on every machine. Names none with a protected person,
   * so that the list is no way round the record.
   */
  readRecentCustomers: endpoint({
    method: 'GET',
    path: '/api/desk/recent-customers',
    action: 'customer:search',
    masquerade: 'never',
    response: z.object({
      customers: z.array(
        z.object({
          accountId: AccountId,
          openedAt: Instant,
          status: z.string(),
          customerClass: z.string(),
          division: z.string(),
          isProtected: z.boolean(),
          /** The main customer's; null where the account has a protected person, as the address. */
          name: z.string().nullable(),
          address: z.string().nullable(),
        }),
      ),
    }),
  }),
}

export const customerSearch = feature({
  permissions: ['customer:search'],
  endpoints,
})

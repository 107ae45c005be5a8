import { command, query } from '#database/query.ts'
import type {
  InsertMailingAddress,
  MailingAddressForChange,
  StandingMailingAddress,
  UpdateMailingAddress,
} from './queries.generated.ts'

export const mailingAddressForChange = query<MailingAddressForChange>(
  'mailing-address-for-change',
  `SELECT line1, line2, city, region, postal_code, country, version FROM mailing_addresses
   WHERE account_id = $accountId FOR UPDATE`,
)

/** The same without a lock, for staff who may not change it. */
export const standingMailingAddress = query<StandingMailingAddress>(
  'standing-mailing-address',
  `SELECT line1, line2, city, region, postal_code, country, version FROM mailing_addresses WHERE account_id = $accountId`,
)

export const updateMailingAddress = command<UpdateMailingAddress, 'mailing-address:change'>(
  'update-mailing-address',
  `UPDATE mailing_addresses SET line1 = $line1, line2 = $line2, city = $city, region = $region,
     postal_code = $postalCode, country = $country, version = version + 1
   WHERE account_id = $accountId RETURNING version`,
)

/** The first mailing address of an account that was imported without one. No row: another request wrote one first. */
export const insertMailingAddress = command<InsertMailingAddress, 'mailing-address:change'>(
  'insert-mailing-address',
  `INSERT INTO mailing_addresses (account_id, line1, line2, city, region, postal_code, country)
   VALUES ($accountId, $line1, $line2, $city, $region, $postalCode, $country)
   ON CONFLICT (account_id) DO NOTHING RETURNING version`,
)

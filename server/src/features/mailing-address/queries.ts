import { command, query } from '#database/query.ts'
import type {
  InsertMailingAddress,
  MailingAddressForChange,
  OwnAddressForChange,
  StandingMailingAddress,
  UpdateMailingAddress,
  UpdateOwnAddress,
} from './queries.generated.ts'

export const mailingAddressForChange = query<MailingAddressForChange>(
  'mailing-address-for-change',
  `SELECT line1, line2, city, region, postal_code, country, version FROM mailing_addresses
   WHERE account_id = $accountId FOR UPDATE`,
)

/** The address of a protected person alone, for that person: no row for anybody else. Row-level security chooses. */
export const ownAddressForChange = query<OwnAddressForChange>(
  'own-address-for-change',
  `SELECT line1, line2, city, region, postal_code, country, version FROM holder_protections
   WHERE account_id = $accountId AND removed_at IS NULL FOR UPDATE`,
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

export const updateOwnAddress = command<UpdateOwnAddress, 'mailing-address:change'>(
  'update-own-address',
  `UPDATE holder_protections SET line1 = $line1, line2 = $line2, city = $city, region = $region,
     postal_code = $postalCode, country = $country, version = version + 1
   WHERE account_id = $accountId AND removed_at IS NULL RETURNING version`,
)

/** The first mailing address of an account that was imported without one. No row: another request wrote one first. */
export const insertMailingAddress = command<InsertMailingAddress, 'mailing-address:change'>(
  'insert-mailing-address',
  `INSERT INTO mailing_addresses (account_id, line1, line2, city, region, postal_code, country)
   VALUES ($accountId, $line1, $line2, $city, $region, $postalCode, $country)
   ON CONFLICT (account_id) DO NOTHING RETURNING version`,
)

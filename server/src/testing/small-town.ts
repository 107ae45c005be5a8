import { hash } from '@node-rs/argon2'
import type { Pool } from '#database/sql.ts'

/** Everybody's password in the small town. */
export const townPassword = 'a long enough password'

/** The accounts and web users of the small town, by name. */
export const town = {
  /** Maria's house: the account that most tests are about. */
  mariaAccount: 1_000_000_001,
  /** Maria's shop, on which she is the account holder too. */
  mariaShop: 1_000_000_002,
  /** An account that Maria is not linked to. */
  otherAccount: 1_000_000_003,
  maria: 20_001,
  /** A guest on Maria's account, viewer. */
  john: 20_002,
  /** The holder of the other account. */
  olga: 20_003,
  /** A web user whose person is the CSR Amara. */
  amaraAtHome: 20_004,
  /** A web user whose person is protected. */
  protectedUser: 20_005,
  protectedAccount: 1_000_000_005,
  amaraAccount: 1_000_000_004,
} as const

const people = [
  [1, 'Maria', 'Alvarez'],
  [2, 'John', 'Smith'],
  [3, 'Olga', 'Petrova'],
  [4, 'Amara', 'Okafor'],
  [5, 'Grace', 'Hidden'],
] as const

const accounts = [
  [town.mariaAccount, 1, '12 Oak St'],
  [town.mariaShop, 1, '7 Market Sq'],
  [town.otherAccount, 3, '99 Elm Ave'],
  [town.amaraAccount, 4, '3 Hill Rd'],
  [town.protectedAccount, 5, '1 Quiet Ln'],
] as const

const webUsers = [
  [town.maria, 'm.alvarez', 1],
  [town.john, 'j.smith', 2],
  [town.olga, 'o.petrova', 3],
  [town.amaraAtHome, 'amara.home', 4],
  [town.protectedUser, 'g.hidden', 5],
] as const

const links = [
  [town.maria, town.mariaAccount, 'account-holder'],
  [town.maria, town.mariaShop, 'account-holder'],
  [town.john, town.mariaAccount, 'viewer'],
  [town.olga, town.otherAccount, 'account-holder'],
  [town.amaraAtHome, town.amaraAccount, 'account-holder'],
  [town.protectedUser, town.protectedAccount, 'account-holder'],
] as const

const staff = [
  ['amara.okafor', 'Amara Okafor', 4, 'call-centre'],
  ['tom.becker', 'Tom Becker', null, 'call-centre-trainee'],
  ['ines.ferreira', 'Inês Ferreira', null, 'supervisors'],
  ['kenji.sato', 'Kenji Sato', null, 'security-officer'],
] as const

let passwordHash: Promise<string> | undefined

/** Builds five people, five accounts and four members of staff: enough for every rule, small enough to know by heart. */
export async function buildSmallTown(owner: Pool): Promise<void> {
  passwordHash ??= hash(townPassword, { memoryCost: 8, timeCost: 1, parallelism: 1 })
  const password = await passwordHash
  await owner.begin(async (sql) => {
    for (const [id, given, surname] of people) {
      await sql`INSERT INTO persons (person_id, kind, is_protected) VALUES (${id}, 'human', ${id === 5})`
      await sql`INSERT INTO person_names (person_id, name_type, given_name, surname) VALUES (${id}, 'primary', ${given}, ${surname})`
      await sql`INSERT INTO person_contacts (person_id, contact_type, value, normalised_value, is_primary)
        VALUES (${id}, 'mobile', ${`(619) 555-010${id}`}, ${`+1619555010${id}`}, true)`
    }
    for (const [id, person, street] of accounts) {
      await sql`INSERT INTO accounts (account_id, customer_class, division, status, opened_on)
        VALUES (${id}, 'residential', 'Harbor', 'active', '2020-01-01')`
      await sql`INSERT INTO mailing_addresses (account_id, line1, city, region, postal_code)
        VALUES (${id}, ${street}, 'Port Ellis', 'CA', '92101')`
      await sql`INSERT INTO account_persons (account_id, person_id, is_main_customer, is_financially_responsible, relationship_type)
        VALUES (${id}, ${person}, true, true, 'main')`
      const [premise] = await sql`INSERT INTO premises (line1, city, region, postal_code, division)
        VALUES (${street}, 'Port Ellis', 'CA', '92101', 'Harbor') RETURNING premise_id`
      const [point] = await sql`INSERT INTO service_points (premise_id, service_type, meter_number)
        VALUES (${premise?.premiseId}, 'electricity', ${`E-${id}`}) RETURNING service_point_id`
      const [agreement] = await sql`INSERT INTO service_agreements (account_id, service_type, started_on)
        VALUES (${id}, 'electricity', '2020-01-01') RETURNING service_agreement_id`
      await sql`INSERT INTO service_agreement_points VALUES (${agreement?.serviceAgreementId}, ${point?.servicePointId})`
    }
    await sql`INSERT INTO account_persons (account_id, person_id, relationship_type) VALUES (${town.mariaAccount}, 2, 'self-service')`
    for (const [id, name, person] of webUsers) {
      await sql`INSERT INTO web_users (web_user_id, user_name, email, person_id) VALUES (${id}, ${name}, ${`${name}@example.com`}, ${person})`
      await sql`INSERT INTO web_user_credentials (web_user_id, password_hash) VALUES (${id}, ${password})`
    }
    // Web users who register get later ids.
    await sql`SELECT setval(pg_get_serial_sequence('web_users', 'web_user_id'), 20100)`
    for (const [user, account, role] of links) {
      await sql`INSERT INTO web_user_accounts (web_user_id, account_id, role) VALUES (${user}, ${account}, ${role})`
    }
    for (const [id, name, person, group] of staff) {
      await sql`INSERT INTO csr_users (csr_id, issuer, subject, display_name, email, person_id)
        VALUES (${id}, 'http://id.localhost', ${id}, ${name}, ${`${id}@utility.example`}, ${person})`
      await sql`INSERT INTO group_memberships (csr_group, csr_id) VALUES (${group}, ${id})`
    }
  })
}

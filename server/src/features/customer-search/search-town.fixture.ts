import type { Pool } from '#database/sql.ts'
import { blindIndex, sealValue } from '#encryption/sealed-value.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { town } from '#testing/small-town.ts'

export const accountOf = {
  hospital: 1_000_000_011,
  landlord: 1_000_000_012,
  noAgreement: 1_000_000_013,
  noPremise: 1_000_000_014,
  walkIn: 1011,
} as const

/** What a search must tell apart, beside the small town: firms, aliases, gaps, a landlord, identifiers, geography. */
export async function addSearchTown(owner: Pool): Promise<void> {
  const account = (id: number, person: number, division = 'Harbor') =>
    owner.begin(async (sql) => {
      await sql`INSERT INTO accounts (account_id, customer_class, division, status, opened_on)
      VALUES (${id}, 'commercial', ${division}, 'active', '2019-01-01')`
      await sql`INSERT INTO account_persons (account_id, person_id, is_main_customer, is_financially_responsible, relationship_type)
      VALUES (${id}, ${person}, true, true, 'main')`
    })
  const person = async (
    id: number,
    given: string | null,
    surname: string | null,
    organisation: string | null = null,
  ) => {
    await owner`INSERT INTO persons (person_id, kind) VALUES (${id}, ${organisation ? 'organisation' : 'human'})`
    await owner`INSERT INTO person_names (person_id, name_type, given_name, surname, organisation_name)
      VALUES (${id}, 'primary', ${given}, ${surname}, ${organisation})`
  }
  await person(1001, null, null, "Saint Mary's Hospital")
  await person(1002, 'Ángela María', 'Peña López')
  await person(1003, '100%', 'O_Neil')
  await person(accountOf.walkIn, 'Wanda', 'Walker')
  await account(accountOf.hospital, 1001, 'Valley')
  await account(accountOf.landlord, 1002)
  await account(accountOf.noAgreement, 1003)
  await account(accountOf.noPremise, 1003)
  await owner`INSERT INTO service_agreements (account_id, service_type, started_on) VALUES (${accountOf.noPremise}, 'gas', '2020-01-01')`
  await owner`INSERT INTO person_names (person_id, name_type, given_name, surname) VALUES (1, 'alias', 'Marisol', 'Vega')`
  await owner`INSERT INTO person_contacts (person_id, contact_type, value, normalised_value)
    VALUES (1002, 'email', 'Angela@Example.com', 'angela@example.com')`
  for (const [type, value] of [
    ['driver-licence', 'X123-4567'],
    ['tax-id', '900-00-1234'],
  ] as const)
    await owner`INSERT INTO person_identifiers (person_id, identifier_type, value_encrypted, value_hash, masked_value)
      VALUES (1, ${type}, ${sealValue(testEncryptionKey, value)}, ${blindIndex(testEncryptionKey, type, value)}, '••••')`
  for (let number = 1; number <= 3; number++) {
    const [premise] = await owner`INSERT INTO premises (line1, line2, city, region, postal_code, division)
      VALUES (${`${number}00 Ángel Peña Rd`}, 'Apt 4', 'Port Ellis', 'CA', '92105', 'Harbor') RETURNING premise_id`
    const [point] =
      await owner`INSERT INTO service_points (premise_id, service_type) VALUES (${premise?.premiseId}, 'electricity')
      RETURNING service_point_id`
    const [agreement] =
      await owner`INSERT INTO service_agreements (account_id, service_type, started_on, ended_on)
      VALUES (${accountOf.landlord}, 'electricity', '2020-01-01', ${number === 3 ? '2021-01-01' : null}) RETURNING service_agreement_id`
    await owner`INSERT INTO service_agreement_points VALUES (${agreement?.serviceAgreementId}, ${point?.servicePointId})`
    await owner`INSERT INTO geographic_identifiers (service_point_id, identifier_type, value)
      VALUES (${point?.servicePointId}, 'grid', ${`G-${number}`})`
  }
  await owner`INSERT INTO geographic_identifiers (premise_id, identifier_type, value)
    SELECT premise_id, 'parcel', 'P-99' FROM premises WHERE line1 = '99 Elm Ave'`
  await owner`UPDATE web_users SET email = 'olga.p@mail.example' WHERE web_user_id = ${town.olga}`
}

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { directionals, streetNames, streetSuffixes, towns } from '../../demo/accounts/street-lists.ts'
import { madeUpName } from '../../demo/people/made-up-name.ts'
import { DemoRandom } from '../../demo/random.ts'

const SEED = 20_260_101
const SERVICES = ['electricity', 'gas'] as const

/** Returns one person with what a CIS knows of most: a telephone, an e-mail address, a customer number, and for some a driver license. */
function personRecord(random: DemoRandom, n: number) {
  const { given, surname } = madeUpName(random)
  const contacts = [{ type: 'mobile', value: `(619) 555-${random.digits(4)}` }]
  if (random.chance(0.8)) contacts.push({ type: 'email', value: `c${n}@example.com` })
  const identifiers = [{ type: 'customer-number', value: `HL-${String(n).padStart(8, '0')}` }]
  if (random.chance(0.5)) identifiers.push({ type: 'driver-licence', value: `D${random.digits(7)}` })
  const names = [{ given, surname }]
  return { sourceKey: `P-${n}`, names, contacts, identifiers }
}

/** Returns that person's account at a premise with electricity, usually gas, and sometimes a second person on the account. */
function accountRecord(random: DemoRandom, n: number, people: number) {
  const town = random.weighted(towns)
  const street = `${random.weighted(directionals)}${random.pick(streetNames)} ${random.weighted(streetSuffixes)}`
  const address = {
    line1: `${random.whole(100, 4999)} ${street}`,
    city: town.city,
    region: 'CA',
    postalCode: random.pick(town.postalCodes),
  }
  const services = random.chance(0.6) ? SERVICES : SERVICES.slice(0, 1)
  const other = { person: `P-${(n + 1) % people}`, relationshipType: 'spouse' }
  return {
    sourceKey: `A-${n}`,
    customerClass: 'residential',
    division: town.division,
    status: 'active',
    openedOn: '2020-03-01',
    balanceCents: random.whole(0, 30_000),
    mailingAddress: address,
    persons: [{ person: `P-${n}`, isMainCustomer: true }, ...(random.chance(0.3) ? [other] : [])],
    premises: [
      {
        sourceKey: `PR-${n}`,
        ...address,
        division: town.division,
        latitude: town.latitude,
        longitude: town.longitude,
        geographicIdentifiers: [{ type: 'parcel', value: `${random.digits(3)}-${random.digits(3)}` }],
        servicePoints: services.map((serviceType) => ({
          sourceKey: `SP-${n}-${serviceType}`,
          serviceType,
          meterNumber: `M${random.digits(8)}`,
        })),
      },
    ],
    serviceAgreements: services.map((serviceType) => ({
      sourceKey: `SA-${n}-${serviceType}`,
      serviceType,
      startedOn: '2020-03-01',
      servicePoints: [`SP-${n}-${serviceType}`],
    })),
  }
}

/** Writes `people` people with an account each as NDJSON. The same number gives the same file. */
export async function writeFiles(
  folder: string,
  people: number,
): Promise<Record<'people' | 'accounts', string>> {
  const random = new DemoRandom(SEED)
  const files = { people: path.join(folder, 'people.ndjson'), accounts: path.join(folder, 'accounts.ndjson') }
  await write(files.people, people, (n) => personRecord(random, n))
  await write(files.accounts, people, (n) => accountRecord(random, n, people))
  return files
}

async function write(file: string, count: number, recordOf: (n: number) => object): Promise<void> {
  const stream = createWriteStream(file)
  for (let n = 0; n < count; n++) {
    if (!stream.write(`${JSON.stringify(recordOf(n))}\n`)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'finish')
}

import type { Attack, FromInside } from '../attack.ts'
import { afterTheEnd } from './after-the-end.ts'
import { codes } from './codes.ts'
import { credentials } from './credentials.ts'
import { customersOwn } from './customers-own.ts'
import { exchanging } from './exchanging.ts'
import { leaving } from './leaving.ts'
import { leftBehind } from './left-behind.ts'
import { limits } from './limits.ts'
import { openTabs } from './open-tabs.ts'
import { prepared } from './prepared.ts'
import { record } from './record.ts'
import { reviews } from './reviews.ts'
import { revoking } from './revoking.ts'
import { rights } from './rights.ts'
import { sideBySide } from './side-by-side.ts'
import { starting } from './starting.ts'
import { targets } from './targets.ts'

/** Every attack, in the order in which they run: mail first, before a second process runs; what ends sessions of others last. */
export const attacks: readonly Attack[] = [
  ...leftBehind,
  ...customersOwn,
  ...starting,
  ...targets,
  ...exchanging,
  ...prepared,
  ...reviews,
  ...codes,
  ...rights,
  ...sideBySide,
  ...credentials,
  ...record,
  ...afterTheEnd,
  ...limits,
  ...revoking,
  ...leaving,
  ...openTabs,
]

/** What no request from outside can show, and the test that shows it from inside. */
export const insideOnly: readonly FromInside[] = [
  {
    point: 7,
    what: 'a line without an actor violates a constraint of the database',
    shownBy: 'server/src/features/masquerade/second-lock.test.ts "7"',
  },
  {
    point: 15,
    what: 'targets that cannot be reached cost the same number of queries',
    shownBy: 'server/src/features/masquerade/starting.test.ts "15"',
  },
  {
    point: 20,
    what: 'where the record cannot be written nothing starts and nothing is done',
    shownBy: 'server/src/features/masquerade/ending.test.ts "20"',
  },
  {
    point: 25,
    what: 'the database role of a read-only masquerade has no write grant',
    shownBy: 'server/src/features/masquerade/second-lock.test.ts "25"',
  },
]

import type { Action } from '@porchlight/contract/actions.ts'
import type { MessageKey } from './messages.ts'

/** Reads one value of an address. Returns undefined for an invalid value. */
export type Reader<T> = (text: string) => T | undefined

/** Which query parameters an address has. Reading leaves out what is invalid. */
export type Query<Values> = {
  read: (query: URLSearchParams) => Values
  write: (values: Values) => Record<string, string | number | undefined>
}

/** A declared screen; `R` is its route: its name, and the values in its address. */
export type Screen<R extends { name: string } = { name: string }> = {
  name: R['name']
  /** An address never contains a name or a search term. */
  path: string
  /** The heading and the title of the tab. A screen that names its subject there has none. */
  title?: MessageKey
  /** Who may open it. The menus leave it out for a CSR without this permission. */
  needs?: Action
  /** Its link in the header or in the CSR's own menu, and the link's text if it is not the title. */
  menu?: { place: 'header' | 'own'; order: number; text?: MessageKey }
  /** The screen whose link is the current one while this screen is open. */
  section?: string
  ids: Record<string, Reader<unknown>>
  query?: Query<unknown>
  /** Only a type. */
  route?: R
}

type Declared<Name, Ids, Values> = Omit<Screen, 'name' | 'ids' | 'query' | 'route'> & {
  name: Name
  /** A reader for each `:id` of the path. */
  ids?: { [Id in keyof Ids]: Reader<Ids[Id]> }
  query?: Query<Values>
}

/** Declares a screen. `npm run features` lists it; `firstView` or `laterView` declares its component. */
export const screen = <const Name extends string, Ids = unknown, Values = unknown>(
  declared: Declared<Name, Ids, Values>,
) => ({ ids: {}, ...declared }) as Screen<{ name: Name } & Ids & Values>

const number =
  (form: RegExp): Reader<number> =>
  (text) =>
    form.test(text) ? Number(text) : undefined
const text =
  (form: RegExp): Reader<string> =>
  (value) =>
    form.test(value) ? value : undefined

export const accountNumber = number(/^[1-9]\d{9}$/)
/** The id of a row that PostgreSQL numbers. */
export const rowNumber = number(/^[1-9]\d{0,15}$/)
/** The id of a member of staff: no name, but chosen by the utility. */
export const csrKey = text(/^[a-z0-9][a-z0-9._-]{1,60}$/)
export const masqueradeKey = text(/^[a-z2-7]{26}$/)
export const staffId = text(/^[a-z0-9][a-z0-9._-]{1,60}$/)
export const csrGroupKey = text(/^[a-z][a-z0-9-]{1,39}$/)
export const kebabName = text(/^[a-z][a-z-]{0,59}$/)
/** `YYYY-MM-DD`. */
export const calendarDay: Reader<string> = (value) =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined
/** The parameters of a period. */
export const period = { from: calendarDay, to: calendarDay }
/** Reads a digit from 1 to `most`. */
export const upTo = (most: number) => number(new RegExp(`^[1-${most}]$`))
export const oneOf =
  <const T extends string>(...names: T[]): Reader<T> =>
  (value) =>
    names.find((name) => name === value)

type Values<Readers> = {
  [Name in keyof Readers]?: Readers[Name] extends Reader<infer T> ? T | undefined : never
}

/** Declares query parameters. `named` has the parameters whose name in the address is another. */
export const query = <const Readers extends Record<string, Reader<unknown>>>(
  readers: Readers,
  named: { [Name in keyof Readers]?: string } = {},
): Query<Values<Readers>> => ({
  read: (given) =>
    Object.fromEntries(
      Object.entries(readers).map(([name, read]) => {
        const value = given.get(named[name] ?? name)
        return [name, value === null ? undefined : read(value)]
      }),
    ) as Values<Readers>,
  write: (values) =>
    Object.fromEntries(
      Object.keys(readers).map((name) => [named[name] ?? name, values[name] as string | number | undefined]),
    ),
})

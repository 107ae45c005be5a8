import type { ShapedRow } from '../sections/shaped-row.ts'
import type { PersonFile } from './person-file.ts'

/** The version of the JSON file's form: a change that breaks its readers raises it (docs/person-data.schema.json). */
export const personDataVersion = 1

/** Writes the parts of the JSON file. A row is a line, so that a large file can be read line by line. */
export const jsonFile: PersonFile = {
  head: ({ utilityName, madeAt, personId }) =>
    `{"format":"porchlight-person-data","version":${personDataVersion},"utility":${JSON.stringify(utilityName)},"madeAt":"${madeAt}","personId":${personId},"sections":{`,
  begin: ({ name }, isFirst) => `${isFirst ? '' : ','}\n"${name}":[`,
  rows: (_, rows: readonly ShapedRow[], isFirst) =>
    rows.map((row, at) => `${at === 0 && isFirst ? '' : ','}\n${JSON.stringify(row)}`).join(''),
  end: () => ']',
  foot: () => '\n}}\n',
}

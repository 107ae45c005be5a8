import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Test files that take long for their size: they wait for processes that are killed, for time-outs, or make thousands of requests. */
const longFiles = [
  'customer-search/nasty-strings',
  'customer-search/protected-search',
  'embedded-postgres/src/accidents',
  'embedded-postgres/src/accounts',
  'embedded-postgres/src/embedded',
  'pipeline/outage',
  'record-stream/kills',
  'search/search-bench',
  'tasks/crash/crash',
  'testing/naughty-strings',
]

/** Begins with the long test files, so that no worker waits at the end while another has a long one left. The others follow by size. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      longFiles.some((name) => moduleId.endsWith(`/${name}.test.ts`))
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

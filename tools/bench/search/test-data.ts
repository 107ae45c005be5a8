import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const folder = process.env.PORCHLIGHT_TEST_DATA ?? '../shared/data'

/** Whether the shared test data exists. The benchmark takes its names from it. */
export const hasTestData = () => existsSync(path.join(folder, 'us-census-1990-names/dist.all.last'))

/** Returns the path of a file of the shared test data. */
export const testDataPath = (name: string) => path.join(folder, name)

/** Returns the lines of a file of the shared test data that are not empty. */
export const testDataLines = (name: string): string[] =>
  readFileSync(testDataPath(name), 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')

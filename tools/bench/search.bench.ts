/**
 * Measures the customer search in a town whose names are as frequent as in the census: latency and recall of every search family over HTTP,
 * throughput, the cost of keeping the index up to date, and the same queries in other search methods. The figures are explained in docs/search-benchmark.md.
 */
import { BenchRefused } from './search/bench-refused.ts'
import { sizesThatFit } from './search/choose-sizes.ts'
import { loadLabeled } from './search/labeled/load.ts'
import { measureSize, type SizeFigures } from './search/measure-size.ts'
import { readOptions } from './search/options.ts'
import { printFigures } from './search/print-figures.ts'
import { hasTestData } from './search/test-data.ts'

try {
  const options = readOptions(process.argv.slice(2))
  if (!hasTestData())
    throw new BenchRefused(
      'The names come from the shared test data: set PORCHLIGHT_TEST_DATA to its folder.',
    )
  const labeled = loadLabeled(options, options.isQuick ? 200 : 1000)
  const sizes: Record<string, SizeFigures> = {}
  for (const size of options.sizes ?? sizesThatFit(options.folder)) {
    const figures = await measureSize(size, options, labeled)
    sizes[size] = figures
    printFigures(size, figures)
  }
  if (options.isJson) console.log(JSON.stringify({ sizes }))
} catch (error) {
  console.error(error instanceof BenchRefused ? error.message : error)
  process.exitCode = 1
}

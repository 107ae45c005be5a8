/** Prints the measure of the house: how large its files are, and how deep its folders. `npm run check` ends with it. */
import { readSources } from './architecture/sources.mjs'

const isProduct = ({ file }) =>
  file.includes('/src/') && !/\.(test|fixture|refused|generated)\.tsx?$|\/testing\//.test(file)
const sources = readSources('.')
const product = sources.filter(isProduct).sort((one, other) => one.lines - other.lines)
const at = (share) => product[Math.floor(product.length * share)]?.lines
const longest = product.at(-1)
const pipeline = product.filter(({ file }) => file.startsWith('server/src/pipeline/'))
const depth = ({ file }) => file.slice(file.indexOf('/src/') + 5).split('/').length - 1
const deepest = Math.max(...product.map(depth))
const short = product.filter(({ lines }) => lines < 15)
/** Files that every feature has, by which a reader finds its way: each stands alone, whatever its length. */
const ofEveryFeature =
  /\/features\/[^/]+\/(?:[^/]+\/)?(feature|index|policy|queries|handlers|rules|jobs|task-types|screens)\.tsx?$|^contract\/src\//
const shortOthers = short.filter(({ file }) => !ofEveryFeature.test(file))

const figures = {
  'source files, without tests': `${product.length} (all files: ${sources.length})`,
  'lines of a file': `median ${at(0.5)} (aim: 60), nine in ten under ${at(0.9)} (aim: 150)`,
  'longest file': `${longest?.lines} lines, ${longest?.file}`,
  'files over 250 lines': product.filter(({ lines }) => lines > 250).length,
  'files under 15 lines': `${short.length}, ${short.length - shortOthers.length} of them files that every feature has`,
  'lines of the pipeline': `${pipeline.reduce((sum, { lines }) => sum + lines, 0)} (aim: under 500)`,
  'folders below src': `at most ${deepest} (aim: 3)`,
}
console.log('The measure of the house')
for (const [name, figure] of Object.entries(figures)) console.log(`  ${name.padEnd(30)}${figure}`)
if (process.argv.includes('--short'))
  for (const { file, lines } of shortOthers) console.log(`  ${lines} ${file}`)

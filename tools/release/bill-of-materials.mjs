import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { packageOf } from './packages-of.mjs'

/** Licenses of packages whose package.json names none, as we read them in the LICENSE file of that version. */
const readLicenses = { 'png-js@2.0.0': 'MIT' }

/** Returns npm's component with the license that we read where npm knows none. */
function licensed(component) {
  const id = readLicenses[`${component.name}@${component.version}`]
  return id && !component.licenses ? { ...component, licenses: [{ license: { id } }] } : component
}

/** Returns the packages whose code a bundle contains, from esbuild's list of its inputs. */
function bundledPackages({ inputs }) {
  const inside = Object.keys(inputs).flatMap((file) => file.split('node_modules/').slice(1).at(-1) ?? [])
  return inside.map(packageOf)
}

/** A CycloneDX component of a package whose code is inside our own bundles, from its entry in the lock file. */
function bundledComponent(lock, name) {
  const { version, license, integrity } = lock.packages[`node_modules/${name}`]
  const [, algorithm, digest] = /^sha(\d+)-(.+)$/.exec(integrity)
  return {
    'bom-ref': `${name}@${version}`,
    type: 'library',
    name,
    version,
    scope: 'required',
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    hashes: [{ alg: `SHA-${algorithm}`, content: Buffer.from(digest, 'base64').toString('hex') }],
    licenses: [{ license: { id: license } }],
  }
}

/**
 * Returns the release's software bill of materials as CycloneDX JSON: npm's own of the packages in the folder, and those whose
 * code is inside the browser's bundles. It has neither a time nor a random number: two builds of one version give the same bytes.
 * @param {string} folder has `package.json`, `package-lock.json` and `node_modules`
 * @param {{ packages: Record<string, any> }} lock the project's lock file
 * @param {{ inputs: object }[]} metafiles esbuild's accounts of all bundles
 */
export function billOfMaterials(folder, lock, metafiles) {
  const npm = process.env.npm_execpath
  const [command, ...before] = npm?.endsWith('js') ? [process.execPath, npm] : ['npm']
  const printed = execFileSync(
    command,
    [...before, 'sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--omit=dev'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26, shell: process.platform === 'win32' && !npm },
  )
  const {
    serialNumber: _,
    metadata,
    components,
    ...bill
  } = JSON.parse(
    // npm calls the application by its folder.
    printed.replaceAll(path.basename(folder), lock.name),
  )
  const { timestamp: __, tools: ___, ...described } = metadata
  const listed = new Set(components.map(({ name }) => name))
  const inside = [...new Set(metafiles.flatMap(bundledPackages))].filter((name) => !listed.has(name)).sort()
  const all = [...components.map(licensed), ...inside.map((name) => bundledComponent(lock, name))]
  return { ...bill, metadata: described, components: all }
}

import { builtinModules } from 'node:module'

/**
 * Found by name at run time, so that no import says it (server/src/features/sign-in/argon2/wasm-argon2id.ts,
 * portal/src/features/billing/pdf/fonts.ts).
 */
const foundByName = ['hash-wasm', '@openfonts/open-sans_all']

/** Returns the package's name of an import: `@scope/name/part` is of `@scope/name`. */
export const packageOf = (name) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

/** Returns the packages that bundles import, from esbuild's account of them: sorted, without Node's own modules. */
export function importedPackages({ outputs }) {
  const names = Object.values(outputs).flatMap(({ imports }) =>
    imports.filter(({ external }) => external).map(({ path }) => path),
  )
  const foreign = names.filter((name) => !name.startsWith('node:') && !builtinModules.includes(name))
  return [...new Set([...foreign.map(packageOf), ...foundByName])].sort()
}

/** Returns where Node finds a package from a place: the nearest `node_modules` above it. Undefined if the lock file has none. */
function placeOf(lock, from, name) {
  for (let base = from; ; base = base.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    const place = base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`
    if (lock.packages[place]) return place
    if (base === '') return undefined
  }
}

/**
 * Returns what packages need, and what those need, from a lock file: each place in `node_modules` with its entry. Marks a package as
 * optional if nothing else needs it. Peers count if they are installed.
 * @param {{ packages: Record<string, any> }} lock
 */
export function closureOf(lock, names) {
  const needed = new Map()
  const visit = (place, isOptional) => {
    const visited = needed.get(place)
    if (visited && (isOptional || !visited.isOptional)) return
    const entry = lock.packages[place]
    needed.set(place, { entry, isOptional })
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = entry
    for (const name of Object.keys({ ...peerDependencies, ...dependencies, ...optionalDependencies })) {
      const dependency = placeOf(lock, place, name)
      const isMissable = name in optionalDependencies || (name in peerDependencies && !(name in dependencies))
      if (dependency) visit(dependency, isOptional || isMissable)
      else if (!isMissable) throw new Error(`${place} needs ${name}, which the lock file does not have`)
    }
  }
  for (const name of names) {
    const place = placeOf(lock, '', name) ?? placeOf(lock, 'server', name)
    if (!place) throw new Error(`${name} is imported, and the lock file does not have it`)
    visit(place, false)
  }
  return needed
}

/** Returns the manifest and the lock file of a release: the packages that it imports, in the versions that were tested. */
export function manifestsOf({ name, version, license, engines }, lock, names) {
  const needed = closureOf(lock, names)
  const dependencies = Object.fromEntries(
    names.map((one) => [one, lock.packages[`node_modules/${one}`].version]),
  )
  const manifest = { name, version, license, private: true, type: 'module', engines, dependencies }
  const packages = [...needed].sort(([one], [other]) => (one < other ? -1 : 1))
  const plain = ({ dev: _, devOptional: __, optional: ___, peer: ____, ...entry }, isOptional) =>
    isOptional ? { ...entry, optional: true } : entry
  return {
    manifest,
    lock: {
      name,
      version,
      lockfileVersion: lock.lockfileVersion,
      requires: true,
      packages: {
        '': { name, version, license, engines, dependencies },
        ...Object.fromEntries(
          packages.map(([place, { entry, isOptional }]) => [place, plain(entry, isOptional)]),
        ),
      },
    },
    places: packages.map(([place]) => place),
  }
}

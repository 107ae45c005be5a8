import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { billOfMaterials } from './release/bill-of-materials.mjs'
import { importedPackages, manifestsOf } from './release/packages-of.mjs'
import { releasePlan } from './release/release-plan.mjs'

const project = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const json = (file) => JSON.parse(readFileSync(path.join(project, file), 'utf8'))

/**
 * Makes a folder that runs with Node alone (`npm run build [-- FOLDER]`): bundles, migrations, and the packages that these import;
 * also the bill of materials (CycloneDX) and the description of an OCI image. It builds the folder under another name and renames
 * it, so that a failed build leaves the previous one.
 */
export async function release(folder) {
  const { build } = await import('esbuild')
  const root = json('package.json')
  const draft = `${folder}.${process.pid}.draft`
  rmSync(draft, { recursive: true, force: true })
  const results = await Promise.all(releasePlan(project).map((options) => build(options)))
  for (const { path: file, contents } of results.flatMap(({ outputFiles }) => outputFiles)) {
    const target = path.join(draft, path.relative(project, file))
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, contents)
  }
  const names = importedPackages(results[0].metafile)
  const whole = json('package-lock.json')
  const { manifest, lock, places } = manifestsOf(root, whole, names)
  const write = (name, value) => writeFileSync(path.join(draft, name), `${JSON.stringify(value, null, 2)}\n`)
  write('package.json', manifest)
  write('package-lock.json', lock)
  writeFileSync(path.join(draft, '.npmrc'), 'omit-lockfile-registry-resolved=true\n')
  for (const name of ['server/migrations', 'docs', 'LICENSE', 'CHANGELOG.md'])
    if (existsSync(path.join(project, name)))
      cpSync(path.join(project, name), path.join(draft, name), { recursive: true })
  cpSync(path.join(project, 'tools/verify-record.mjs'), path.join(draft, 'verify-record.mjs'))
  for (const name of ['porchlight.mjs', 'Containerfile', '.containerignore'])
    cpSync(path.join(project, 'tools/release', name), path.join(draft, name))
  // Packages for other platforms are in the lock file, and not on this machine.
  for (const place of places.filter((name) => existsSync(path.join(project, name))))
    cpSync(path.join(project, place), path.join(draft, place), {
      recursive: true,
      dereference: true,
      filter: (source) => !/node_modules$/.test(path.relative(path.join(project, place), source)),
    })
  const metafiles = results.map(({ metafile }) => metafile)
  write('sbom.cdx.json', billOfMaterials(draft, whole, metafiles))
  rmSync(folder, { recursive: true, force: true })
  renameSync(draft, folder)
  return { folder, names, places }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { version } = json('package.json')
  const { folder, names } = await release(
    path.resolve(process.argv[2] ?? path.join(project, 'dist', `porchlight-${version}`)),
  )
  console.log(`${folder}\nneeds ${names.length} packages, which are in it: ${names.join(', ')}.`)
  console.log('Start it with node porchlight.mjs (docs/operating.md).')
}

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Returns the modules that a bundle of the desk loads first: what its entry imports, but not what it imports later. */
async function firstModules(project) {
  const { build } = await import('esbuild')
  const entry = 'desk/src/main.tsx'
  const { metafile } = await build({
    absWorkingDir: project,
    entryPoints: [entry],
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: 'dist/assets',
    write: false,
    metafile: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'silent',
  })
  const modules = new Set()
  const follow = (file) => {
    if (modules.has(file)) return
    modules.add(file)
    for (const { kind, path: imported } of metafile.inputs[file]?.imports ?? [])
      if (kind !== 'dynamic-import') follow(imported)
  }
  follow(entry)
  return [...modules].filter((file) => file.startsWith('desk/src/'))
}

/** Returns a function that says whether one of the sources uses a key: as it is, by its beginning, or by its family. */
function usedBy(sources) {
  const text = sources.join('\n')
  const exact = new Set(Array.from(text.matchAll(/['"`]([\w.-]+)['"`]/g), ([, key]) => key))
  const beginnings = Array.from(text.matchAll(/`([a-z][\w.-]*)\$\{/g), ([, beginning]) => beginning)
  const families = Array.from(
    text.matchAll(/\b(?:word|namesOf)\(\s*'([\w-]+)'/g),
    ([, family]) => `${family}.`,
  )
  return (key) => exact.has(key) || [...beginnings, ...families].some((start) => key.startsWith(start))
}

/**
 * Splits the desk's words, by language: those of the first bundle, and those that are loaded with the later screens. Later is what
 * stands in the file of a feature whose screens are all later ones, as far as no module of the first bundle uses it.
 */
export async function deskWords(project, locales) {
  const modules = await firstModules(project)
  const isUsed = usedBy(modules.map((file) => readFileSync(path.join(project, file), 'utf8')))
  const features = path.join(project, 'desk/src/features')
  const hasFirstScreen = (feature) =>
    readdirSync(path.join(features, feature))
      .filter((name) => name.endsWith('-screen.tsx'))
      .some((name) => modules.includes(`desk/src/features/${feature}/${name}`))
  const laterFeatures = readdirSync(features).filter(
    (feature) =>
      readdirSync(path.join(features, feature)).some((name) => name.endsWith('-screen.tsx')) &&
      !hasFirstScreen(feature),
  )
  const split = (locale) => {
    const words = { first: {}, later: {} }
    const folder = path.join(project, 'locales', locale)
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
      const { shared, desk } = JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
      const isLater = laterFeatures.includes(path.basename(name, '.json'))
      Object.assign(words.first, shared)
      for (const [key, text] of Object.entries(desk ?? {}))
        words[isLater && !isUsed(key) ? 'later' : 'first'][key] = text
    }
    return words
  }
  return Object.fromEntries(locales.map((locale) => [locale, split(locale)]))
}

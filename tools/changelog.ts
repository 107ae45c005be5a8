export type ChangelogVersion = {
  version: string
  sections: { title: string; lines: string[] }[]
  /** The permissions that this version added, as `resource:mode`. */
  permissions: string[]
}

const permissionsTitle = 'New permissions'

/** Reads CHANGELOG.md: `## version`, `### section`, one `- line` each, continued by lines that are indented. */
export function readChangelog(text: string): ChangelogVersion[] {
  const versions: ChangelogVersion[] = []
  for (const line of text.split('\n')) {
    const version = /^## (\d+\.\d+\.\d+)/.exec(line)?.[1]
    const title = /^### (.+)/.exec(line)?.[1]
    const current = versions.at(-1)
    const section = current?.sections.at(-1)
    if (version) versions.push({ version, sections: [], permissions: [] })
    else if (title) current?.sections.push({ title, lines: [] })
    else if (line.startsWith('- ')) section?.lines.push(line.slice(2))
    else if (/^ {2}\S/.test(line) && section?.lines.length)
      section.lines.push(`${section.lines.pop()} ${line.trim()}`)
  }
  for (const version of versions) {
    const lines = version.sections
      .filter(({ title }) => title === permissionsTitle)
      .flatMap((one) => one.lines)
    version.permissions = lines.flatMap((line) => /^`([a-z-]+:[a-z-]+)`/.exec(line)?.[1] ?? [])
    version.sections = version.sections.filter(({ title }) => title !== permissionsTitle)
  }
  return versions
}

import { program, type Terms } from '../program.ts'
import { paperless as taskType } from '../task-types.ts'

/** Bills by e-mail. The CIS knows it by the account's switch, and does not know of paper bills beside them. */
export const paperless = program({
  name: 'paperless',
  taskType,
  switch: { isOn: ({ isPaperless }) => isPaperless, terms: { paperToo: false } },
  whyNot: () => [],
  offer: ({ email }) => ({ email }),
  agree: (_, wanted: Terms<'paperless'>) => wanted,
  payload: (before, after) => ({
    paperless: { before: before !== null, after: after !== null },
    ...((before?.paperToo || after?.paperToo) && {
      paperToo: { before: before?.paperToo ?? false, after: after?.paperToo ?? false },
    }),
  }),
})

import type { Settings } from '#app/response-types.ts'

/** One text in one language, with its versions. */
export type OneText = Settings['settings'][number]

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

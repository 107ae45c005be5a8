/** What is wrong with a record: a path in it (`contacts.0.value`, empty for the whole) and a kebab name of the reason. */
export type Problem = { field: string; reason: string }

/** A record that did not go in, as the rejects file has it: of the person themselves nothing but the key. */
export type Reject = Problem & { line: number; sourceKey: string | null }

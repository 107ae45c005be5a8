/** Porchlight cannot start, and a person can do something about it: `message` is one sentence to print as it is. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
}

/** The kinds of error that RFC 7644 names (section 3.12, table 9). */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'sensitive'

export const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** A request that cannot be fulfilled, in the form that SCIM clients read. `detail` is for their administrators. */
export class ScimError extends Error {
  override readonly name = 'ScimError'

  constructor(
    readonly status: number,
    readonly detail: string,
    readonly scimType?: ScimType,
  ) {
    super(detail)
  }

  /** The body of the response (RFC 7644, section 3.12). */
  toBody() {
    const { status, scimType, detail } = this
    return { schemas: [errorSchema], status: String(status), ...(scimType && { scimType }), detail }
  }
}

/** Returns a 400 of the given kind. */
export const badRequest = (scimType: ScimType, detail: string): ScimError =>
  new ScimError(400, detail, scimType)

/** One attribute of a resource, as RFC 7643, section 7 describes it. What is left out has the RFC's default. */
export type Attribute = {
  name: string
  type: 'string' | 'boolean' | 'complex' | 'dateTime' | 'reference'
  multiValued?: true
  required?: true
  caseExact?: true
  mutability?: 'readOnly' | 'immutable'
  uniqueness?: 'server'
  description: string
  subAttributes?: readonly Attribute[]
}

/** A schema: the attributes of a resource type, or of an extension of it. */
export type Schema = { id: string; name: string; description: string; attributes: readonly Attribute[] }

export const userSchemaId = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const enterpriseSchemaId = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const groupSchemaId = 'urn:ietf:params:scim:schemas:core:2.0:Group'

const text = (name: string, description: string, more: Partial<Attribute> = {}): Attribute => ({
  name,
  type: 'string',
  description,
  ...more,
})

/** The attributes of every resource, which no schema lists (RFC 7643, section 3.1). */
export const commonAttributes: readonly Attribute[] = [
  text('id', 'Identifier of the resource here.', { caseExact: true, mutability: 'readOnly' }),
  text('externalId', 'Identifier of the resource at the client.', { caseExact: true }),
  {
    name: 'schemas',
    type: 'reference',
    multiValued: true,
    mutability: 'readOnly',
    description: 'The schemas of the resource.',
  },
  {
    name: 'meta',
    type: 'complex',
    mutability: 'readOnly',
    description: 'What is known about the resource.',
    subAttributes: [
      text('resourceType', 'User or Group.', { caseExact: true }),
      { name: 'created', type: 'dateTime', description: 'When it was created.' },
      { name: 'lastModified', type: 'dateTime', description: 'When it was last changed.' },
      { name: 'location', type: 'reference', caseExact: true, description: 'Its address.' },
      text('version', 'Its version, as in the ETag.', { caseExact: true }),
    ],
  },
]

/**
 * What is kept about a member of staff. Telephone numbers, addresses, photos and the like have no use here: they are not in the
 * schema, and are ignored where a client sends them.
 */
export const userSchema: Schema = {
  id: userSchemaId,
  name: 'User',
  description: 'A member of staff',
  attributes: [
    text('userName', 'The user name at the identity provider. Unique, in upper and lower case alike.', {
      required: true,
      uniqueness: 'server',
    }),
    {
      name: 'name',
      type: 'complex',
      description: 'The parts of the name.',
      subAttributes: [
        text('formatted', 'The whole name.'),
        text('familyName', 'The family name.'),
        text('givenName', 'The given name.'),
        text('middleName', 'The middle name.'),
        text('honorificPrefix', 'A title before the name.'),
        text('honorificSuffix', 'A suffix behind the name.'),
      ],
    },
    text('displayName', 'The name that colleagues and the record show.'),
    text('nickName', 'A casual name.'),
    text('title', 'The job title.'),
    text('userType', 'The relationship to the organization.'),
    text('preferredLanguage', 'The preferred language.'),
    text('locale', 'The locale.'),
    text('timezone', 'The time zone.'),
    { name: 'active', type: 'boolean', description: 'Whether this person may sign in.' },
    {
      name: 'emails',
      type: 'complex',
      multiValued: true,
      description: 'E-mail addresses.',
      subAttributes: [
        text('value', 'The address.'),
        text('display', 'The address for display.'),
        text('type', 'What the address is for, such as work.'),
        { name: 'primary', type: 'boolean', description: 'The one that is used first.' },
      ],
    },
    {
      name: 'groups',
      type: 'complex',
      multiValued: true,
      mutability: 'readOnly',
      description: 'The groups of this person. Changed through the groups.',
      subAttributes: [
        text('value', 'Identifier of the group.', { caseExact: true }),
        { name: '$ref', type: 'reference', caseExact: true, description: 'Address of the group.' },
        text('display', 'Name of the group.'),
        text('type', 'Always direct.'),
      ],
    },
  ],
}

export const enterpriseSchema: Schema = {
  id: enterpriseSchemaId,
  name: 'EnterpriseUser',
  description: 'A member of staff in the organization',
  attributes: [
    text('employeeNumber', 'The number of the employee.'),
    text('costCenter', 'The cost center.'),
    text('organization', 'The organization.'),
    text('division', 'The division.'),
    text('department', 'The department.'),
    {
      name: 'manager',
      type: 'complex',
      description: 'The manager.',
      subAttributes: [
        text('value', 'Identifier of the manager.', { caseExact: true }),
        { name: '$ref', type: 'reference', caseExact: true, description: 'Address of the manager.' },
        text('displayName', 'Name of the manager.'),
      ],
    },
  ],
}

export const groupSchema: Schema = {
  id: groupSchemaId,
  name: 'Group',
  description: 'A group of the identity provider',
  attributes: [
    text('displayName', 'The name of the group. Unique, in upper and lower case alike.', {
      required: true,
      uniqueness: 'server',
    }),
    {
      name: 'members',
      type: 'complex',
      multiValued: true,
      description: 'The members of the group.',
      subAttributes: [
        text('value', 'Identifier of the member.', { caseExact: true, mutability: 'immutable' }),
        {
          name: '$ref',
          type: 'reference',
          caseExact: true,
          mutability: 'immutable',
          description: 'Address of the member.',
        },
        text('display', 'Name of the member.', { mutability: 'readOnly' }),
        text('type', 'Always User: groups have no groups in them.', { mutability: 'immutable' }),
      ],
    },
  ],
}

/** A kind of resource: its own schema, and the extension that it may have. */
export type ResourceType = { name: 'User' | 'Group'; endpoint: string; schema: Schema; extension?: Schema }

export const resourceTypes = {
  User: { name: 'User', endpoint: '/Users', schema: userSchema, extension: enterpriseSchema },
  Group: { name: 'Group', endpoint: '/Groups', schema: groupSchema },
} as const satisfies Record<string, ResourceType>

const named = (attributes: readonly Attribute[], name: string) =>
  attributes.find((attribute) => attribute.name.toLowerCase() === name.toLowerCase())

/** Returns an attribute of a resource by its name, in any case of letters; undefined for an unknown one. */
export const attributeOf = ({ schema }: ResourceType, name: string): Attribute | undefined =>
  named(schema.attributes, name) ?? named(commonAttributes, name)

/** Returns an attribute within another, or within an extension, by its name. */
export const subAttributeOf = (
  { subAttributes = [] }: Pick<Attribute, 'subAttributes'>,
  name: string,
): Attribute | undefined => named(subAttributes, name)

/** Presents an extension as the complex attribute that it is in a resource. */
export const asAttribute = ({ id, description, attributes }: Schema): Attribute => ({
  name: id,
  type: 'complex',
  description,
  subAttributes: attributes,
})

import {
  type Attribute,
  enterpriseSchema,
  groupSchema,
  type ResourceType,
  resourceTypes,
  type Schema,
  userSchema,
} from './attributes.ts'

const schemaSchema = 'urn:ietf:params:scim:schemas:core:2.0:Schema'
const resourceTypeSchema = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType'

/** Returns an attribute as /Schemas describes it (RFC 7643, section 7): with every default spelled out. */
const described = ({ subAttributes, ...attribute }: Attribute): object => ({
  name: attribute.name,
  type: attribute.type,
  multiValued: attribute.multiValued ?? false,
  description: attribute.description,
  required: attribute.required ?? false,
  caseExact: attribute.caseExact ?? false,
  mutability: attribute.mutability ?? 'readWrite',
  returned: 'default',
  uniqueness: attribute.uniqueness ?? 'none',
  ...(attribute.type === 'reference' && { referenceTypes: ['uri'] }),
  ...(subAttributes && { subAttributes: subAttributes.map(described) }),
})

const schemaDocument = ({ id, name, description, attributes }: Schema, at: string) => ({
  schemas: [schemaSchema],
  id,
  name,
  description,
  attributes: attributes.map(described),
  meta: { resourceType: 'Schema', location: `${at}/Schemas/${id}` },
})

const resourceTypeDocument = ({ name, endpoint, schema, extension }: ResourceType, at: string) => ({
  schemas: [resourceTypeSchema],
  id: name,
  name,
  endpoint,
  description: schema.description,
  schema: schema.id,
  ...(extension && { schemaExtensions: [{ schema: extension.id, required: false }] }),
  meta: { resourceType: 'ResourceType', location: `${at}/ResourceTypes/${name}` },
})

/** Returns what RFC 7643 lets a client discover: what is served, which kinds of resource, and their attributes. */
export function discoveryDocuments(at: string, mostResults: number) {
  const supported = { supported: true }
  const unsupported = { supported: false }
  return {
    serviceProviderConfig: {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: supported,
      bulk: { ...unsupported, maxOperations: 0, maxPayloadSize: 0 },
      filter: { ...supported, maxResults: mostResults },
      changePassword: unsupported,
      sort: unsupported,
      etag: supported,
      authenticationSchemes: [
        {
          type: 'oauthbearertoken',
          name: 'Bearer token',
          description: 'A token that a security officer makes at the desk, or an administrator by a command.',
          specUri: 'https://www.rfc-editor.org/info/rfc6750',
          primary: true,
        },
      ],
      meta: { resourceType: 'ServiceProviderConfig', location: `${at}/ServiceProviderConfig` },
    },
    schemas: [userSchema, enterpriseSchema, groupSchema].map((schema) => schemaDocument(schema, at)),
    resourceTypes: Object.values(resourceTypes).map((type) => resourceTypeDocument(type, at)),
  }
}

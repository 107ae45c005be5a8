import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { enterpriseSchemaId, resourceTypes, userSchemaId } from './attributes.ts'
import { readFilter } from './filter.ts'
import { matches } from './matches.ts'
import { applyPatch, patchSchema, readOperations } from './patch.ts'
import { readResource } from './resource.ts'
import { ScimError } from './scim-error.ts'

const { User, Group } = resourceTypes
const ana = readResource(User, {
  schemas: [userSchemaId],
  userName: 'Ana.Reyes@utility.example',
  externalId: 'Obj-1',
  active: true,
  name: { givenName: 'Ana', familyName: 'Reyes' },
  emails: [
    { value: 'ana@utility.example', type: 'work', primary: true },
    { value: 'ana@home.example', type: 'home' },
  ],
  [enterpriseSchemaId]: { department: 'Call center' },
})

const refusal = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    if (error instanceof ScimError) return [error.status, error.scimType]
    throw error
  }
  return undefined
}

describe('a filter', () => {
  const isMatch = (filter: string) => matches(readFilter(filter), User, ana)

  test.each([
    ['userName eq "ana.reyes@UTILITY.example"', true],
    ['externalId eq "Obj-1"', true],
    // externalId is compared in the case of its letters.
    ['externalId eq "obj-1"', false],
    [`${userSchemaId}:userName eq "ana.reyes@utility.example"`, true],
    [`${enterpriseSchemaId}:department eq "call center"`, true],
    ['USERNAME SW "ana"', true],
    ['userName ew "example" and active eq true', true],
    ['userName co "reyes" and not (active eq true)', false],
    ['active eq "True"', true],
    ['active ne false', true],
    ['name.givenName eq "ana" or name.givenName eq "eva" and active eq false', true],
    ['(name.givenName eq "ana" or name.givenName eq "eva") and active eq false', false],
    ['emails[type eq "home" and value co "home.example"]', true],
    ['emails[type eq "work" and value co "home.example"]', false],
    ['emails.type eq "home"', true],
    ['emails co "home"', true],
    ['emails eq "ana@utility.example"', true],
    ['title pr', false],
    ['title eq null', true],
    ['userName gt "ana" and userName lt "anb"', true],
    ['nickName ne "Annie"', true],
    ['favoriteColor eq "blue"', false],
    ['not (favoriteColor pr)', true],
    ['userName eq "a\\"b"', false],
  ])('%s: %s', (filter, expected) => expect(isMatch(filter)).toBe(expected))

  test.each([
    'userName',
    'userName eq',
    'userName is "x"',
    'userName eq x y',
    'eq "x"',
    '"x" eq userName',
    'userName eq "x',
    'userName eq "x" and',
    'userName eq "x" extra',
    '(userName eq "x"',
    'userName eq "x")',
    'emails[type eq "work"',
    'emails[emails[type eq "work"]]',
    'userName eq {"a":1}',
    'active gt true',
    'meta.lastModified gt "yesterday"',
    '',
    '   ',
    `${'('.repeat(30)}userName pr${')'.repeat(30)}`,
    `${'not ('.repeat(800)}userName pr${')'.repeat(800)}`,
    `userName eq "${'x'.repeat(5_000)}"`,
  ])('refuses %s', (filter) => {
    const resource = { ...ana, meta: { lastModified: '2026-11-30T09:00:00Z' } }
    expect(refusal(() => matches(readFilter(filter), User, resource))).toEqual([400, 'invalidFilter'])
  })

  test('parses or refuses any text, and never throws another error', () => {
    const piece = fc.constantFrom(
      'userName',
      'emails[',
      ']',
      '(',
      ')',
      ' and ',
      ' or ',
      'not ',
      ' eq ',
      '"x"',
      'true',
      '.',
      '\\',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
        const filter = () => matches(readFilter(pieces.join('')), User, ana)
        expect([undefined, 400]).toContain(refusal(filter)?.[0])
      }),
    )
  })
})

describe('a PATCH', () => {
  const patched = (operations: unknown) =>
    applyPatch(User, ana, readOperations({ schemas: [patchSchema], Operations: operations }))

  test.each<[string, unknown, Record<string, unknown>]>([
    [
      'Entra switches a user off with a text',
      [{ op: 'Replace', path: 'active', value: 'False' }],
      { active: false },
    ],
    [
      'Okta switches a user off without a path',
      [{ op: 'replace', value: { active: false } }],
      { active: false },
    ],
    [
      'Entra sends dotted names without a path',
      [
        {
          op: 'Add',
          value: {
            'name.givenName': 'Anita',
            active: 'False',
            [`${enterpriseSchemaId}:department`]: 'Billing',
          },
        },
      ],
      {
        name: { givenName: 'Anita', familyName: 'Reyes' },
        active: false,
        [enterpriseSchemaId]: { department: 'Billing' },
      },
    ],
    [
      'an extension as an object, whose other parts stay',
      [{ op: 'add', value: { [enterpriseSchemaId]: { employeeNumber: '7' } } }],
      { [enterpriseSchemaId]: { department: 'Call center', employeeNumber: '7' } },
    ],
    [
      'replaces one part of a value that a filter chooses',
      [{ op: 'Replace', path: 'emails[type eq "work"].value', value: 'reyes@utility.example' }],
      {
        emails: [
          { value: 'reyes@utility.example', type: 'work', primary: true },
          (ana.emails as unknown[])[1],
        ],
      },
    ],
    [
      'adds a value that is not there, as the filter describes it',
      [{ op: 'Add', path: 'emails[type eq "other"].value', value: 'o@utility.example' }],
      { emails: [...(ana.emails as unknown[]), { type: 'other', value: 'o@utility.example' }] },
    ],
    [
      'removes what a filter chooses',
      [{ op: 'remove', path: 'emails[type eq "home"]' }],
      { emails: [(ana.emails as unknown[])[0]] },
    ],
    ['removes a whole list', [{ op: 'remove', path: 'emails' }], { emails: undefined }],
    [
      'removes one part of a name',
      [{ op: 'remove', path: 'name.givenName' }],
      { name: { familyName: 'Reyes' } },
    ],
    ['replaces by an empty value', [{ op: 'replace', path: 'emails', value: [] }], { emails: undefined }],
    [
      'a path of the core schema',
      [{ op: 'replace', path: `${userSchemaId}:title`, value: 'Lead' }],
      { title: 'Lead' },
    ],
    [
      'a manager as an identifier alone',
      [{ op: 'add', path: `${enterpriseSchemaId}:manager`, value: 'boss-1' }],
      {
        [enterpriseSchemaId]: { department: 'Call center', manager: { value: 'boss-1' } },
      },
    ],
    [
      'a list with one value for a single one',
      [{ op: 'replace', path: 'title', value: ['Lead'] }],
      { title: 'Lead' },
    ],
    [
      'attributes that are not kept are ignored',
      [
        { op: 'add', path: 'phoneNumbers[type eq "work"].value', value: '555' },
        { op: 'add', value: { favoriteColor: 'blue', id: 'other', title: 'Lead' } },
      ],
      { title: 'Lead' },
    ],
    [
      'a new primary address is the only one',
      [{ op: 'add', path: 'emails', value: [{ value: 'p@x.example', primary: true }] }],
      {
        emails: [
          { value: 'ana@utility.example', type: 'work', primary: false },
          { value: 'ana@home.example', type: 'home' },
          { value: 'p@x.example', primary: true },
        ],
      },
    ],
    [
      'a value that is there already is not added again',
      [{ op: 'add', path: 'emails', value: { value: 'ana@home.example' } }],
      {},
    ],
  ])('%s', (_, operations, expected) => {
    expect(patched(operations)).toEqual({ ...ana, ...expected })
  })

  test.each<[string, unknown, [number, string]]>([
    ['no operations', [], [400, 'invalidSyntax']],
    ['an operation that is none', [{ op: 'move', path: 'active', value: true }], [400, 'invalidSyntax']],
    [
      'a value that is no boolean',
      [{ op: 'replace', path: 'active', value: 'perhaps' }],
      [400, 'invalidValue'],
    ],
    ['a number for a name', [{ op: 'replace', path: 'displayName', value: 7 }], [400, 'invalidValue']],
    ['an add without a value', [{ op: 'add', path: 'title' }], [400, 'invalidValue']],
    ['a remove without a path', [{ op: 'remove' }], [400, 'noTarget']],
    ['a path that is none', [{ op: 'replace', path: 'name..x[', value: 'x' }], [400, 'invalidPath']],
    [
      'a filter on a single value',
      [{ op: 'replace', path: 'name[givenName eq "Ana"].familyName', value: 'x' }],
      [400, 'invalidPath'],
    ],
    [
      'a broken filter in a path',
      [{ op: 'replace', path: 'emails[type eq].value', value: 'x' }],
      [400, 'invalidFilter'],
    ],
    [
      'a value that no filter describes',
      [{ op: 'replace', path: 'emails[type sw "o"].value', value: 'x' }],
      [400, 'noTarget'],
    ],
    ['the removal of the user name', [{ op: 'remove', path: 'userName' }], [400, 'mutability']],
    ['an empty user name', [{ op: 'replace', path: 'userName', value: ' ' }], [400, 'invalidValue']],
    ['a new id', [{ op: 'replace', path: 'id', value: 'x' }], [400, 'mutability']],
    [
      'groups through the user',
      [{ op: 'add', path: 'groups', value: [{ value: 'x' }] }],
      [400, 'mutability'],
    ],
    ['a NUL', [{ op: 'replace', path: 'title', value: 'a\0b' }], [400, 'invalidValue']],
    [
      'a text that is too long',
      [{ op: 'replace', path: 'title', value: 'x'.repeat(1_001) }],
      [400, 'invalidValue'],
    ],
    ['an object as a path', [{ op: 'replace', path: {}, value: 'x' }], [400, 'invalidPath']],
  ])('refuses %s', (_, operations, expected) => {
    expect(refusal(() => patched(operations))).toEqual(expected)
  })

  test('refuses __proto__ and constructor as any attribute that is not kept: nothing changes', () => {
    const operations = JSON.parse(
      '[{"op":"add","path":"constructor.prototype","value":{"x":1}},{"op":"add","value":{"__proto__":{"x":1}}}]',
    )
    expect(refusal(() => patched(operations)) ?? 'applied').toEqual([400, 'invalidPath'])
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })

  test('applied twice has the effect of once', () => {
    const operations = readOperations({
      Operations: [
        { op: 'Add', path: 'emails[type eq "other"].value', value: 'o@x.example' },
        { op: 'add', path: 'emails', value: [{ value: 'n@x.example', type: 'new' }] },
        { op: 'remove', path: 'name.middleName' },
      ],
    })
    const once = applyPatch(User, ana, operations)
    expect(applyPatch(User, once, operations)).toEqual(once)
  })

  const group = readResource(Group, {
    displayName: 'Agents',
    members: [{ value: 'a' }, { value: 'b' }, { value: 'c' }],
  })
  test.each<[string, unknown, string[]]>([
    ['by a filter', [{ op: 'Remove', path: 'members[value eq "a"]' }], ['b', 'c']],
    [
      'by values in the body',
      [{ op: 'Remove', path: 'members', value: [{ value: 'a' }, { value: 'b' }] }],
      ['c'],
    ],
    ['by one value in the body', [{ op: 'remove', path: 'members', value: { value: 'c' } }], ['a', 'b']],
    ['all of them', [{ op: 'remove', path: 'members' }], []],
    ['one that is not there', [{ op: 'remove', path: 'members[value eq "z"]' }], ['a', 'b', 'c']],
    [
      'none, by an empty list of the body',
      [{ op: 'replace', path: 'members', value: [{ value: 'z' }] }],
      ['z'],
    ],
    [
      'none, and adds one once',
      [{ op: 'Add', path: 'members', value: [{ value: 'd' }, { value: 'a' }] }],
      ['a', 'b', 'c', 'd'],
    ],
  ])('removes members %s', (_, Operations, expected) => {
    const { members = [] } = applyPatch(Group, group, readOperations({ Operations }))
    expect((members as { value: string }[]).map(({ value }) => value)).toEqual(expected)
  })
})

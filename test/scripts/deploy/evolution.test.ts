import { describe, expect, test } from 'vitest'
import { evolutionProblems } from '../../../scripts/deploy/evolution.ts'
import { run } from '../cloudformation/run.ts'

const index = (name: string, key = name) =>
  `{ IndexName: ${name}, KeySchema: [{ AttributeName: ${key}, KeyType: HASH }], Projection: { ProjectionType: ALL } }`
const table = (members: string, id = 'Books', name = 'books') => `Resources:
  ${id}:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: ${name}
      AttributeDefinitions: []
${members}`
const KEY = '      KeySchema: [{ AttributeName: id, KeyType: HASH }]\n'
const globals = (...indexes: string[]) => `      GlobalSecondaryIndexes: [${indexes.join(', ')}]\n`
const locals = (...indexes: string[]) => `      LocalSecondaryIndexes: [${indexes.join(', ')}]\n`
const problems = (before: string, after: string) => evolutionProblems(run(before), run(after))
const plain = table(KEY)

describe('a table that is deployed', () => {
  test.each([
    ['nothing', plain, plain],
    ['one index more', plain, table(KEY + globals(index('a')))],
    ['one index less', table(KEY + globals(index('a'), index('b'))), table(KEY + globals(index('b')))],
    [
      'another table beside it',
      plain,
      `${plain}  Others: { Type: AWS::DynamoDB::Table, Properties: { TableName: o, AttributeDefinitions: [], KeySchema: [{ AttributeName: id, KeyType: HASH }] } }\n`,
    ],
    ['a stream', plain, `${plain}      StreamSpecification: { StreamViewType: KEYS_ONLY }\n`],
  ])('may become one with %s', (_, before, after) => {
    expect(problems(before, after)).toEqual([])
  })

  test.each([
    ['two indexes more', plain, table(KEY + globals(index('a'), index('b'))), /a and b come or go at once/],
    [
      'an index by another name',
      table(KEY + globals(index('a'))),
      table(KEY + globals(index('b', 'a'))),
      /a and b come or go at once/,
    ],
    [
      'an index of another key',
      table(KEY + globals(index('a'))),
      table(KEY + globals(index('a', 'b'))),
      /index a differs: add it under a new name/,
    ],
    ['a local index more', plain, table(KEY + locals(index('a'))), /local index a differs: only a new table/],
    [
      'another key',
      plain,
      table(KEY.replace('id', 'key')),
      /the key is key HASH, it was id HASH: the table would be replaced/,
    ],
    [
      'another name',
      plain,
      table(KEY, 'Books', 'tomes'),
      /the name is tomes, it was books: the table would be replaced/,
    ],
    [
      'another logical id',
      plain,
      table(KEY, 'Tomes'),
      /another logical id, Tomes, would create books, which exists/,
    ],
    ['no table', plain, 'Resources: {}\n', /the table books would leave the stack/],
    [
      'another stream',
      `${plain}      StreamSpecification: { StreamViewType: KEYS_ONLY }\n`,
      `${plain}      StreamSpecification: { StreamViewType: NEW_IMAGE }\n`,
      /stream is NEW_IMAGE, it was KEYS_ONLY: turn it off, deploy, then on/,
    ],
    [
      'another expiry',
      `${plain}      TimeToLiveSpecification: { AttributeName: a, Enabled: true }\n`,
      `${plain}      TimeToLiveSpecification: { AttributeName: b, Enabled: true }\n`,
      /ttl is b, it was a/,
    ],
  ])('may not become one with %s', (_, before, after, message) => {
    expect(problems(before, after).join('\n')).toMatch(message)
  })
})

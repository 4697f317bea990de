import { Type } from '@sinclair/typebox'
import { beforeEach, describe, expect, test } from 'vitest'
import { defaulted, integer, nullable } from '../../../../src/common/data/model/attributes.ts'
import { genericTable } from '../../../../src/common/data/model/generic-table.ts'
import { createItemKey, isMatch, partialKeyPrefix } from '../../../../src/common/data/model/item-key.ts'
import { keyFunction } from '../../../../src/common/data/model/key-function.ts'
import { defineModel } from '../../../../src/common/data/model/model.ts'
import { defineTable } from '../../../../src/common/data/model/table.ts'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { capabilities, type Capabilities, deployment, generic } from './fixture.ts'

let context: Capabilities['context']
let things: Capabilities['things']
let record: Capabilities['record']

beforeEach(async () => {
  ;({ context, things, record } = await capabilities())
})

describe('keys and indexes', () => {
  test('15, 18: a key function, and the sort key METADATA that is read back', async () => {
    const monthly = defineModel({
      name: 'monthly',
      table: generic,
      attributes: { id: Type.String(), createdAt: Type.String() },
      key: {
        pk: keyFunction(
          ['createdAt'],
          ({ createdAt }: { createdAt: string }) => `MONTH#${createdAt.slice(0, 7)}`,
        ),
        sk: '{id}',
      },
    })
    const service = new TableDataService(monthly, context)
    await service.create({ id: '1', createdAt: '2025-01-15' })
    expect(await record('MONTH#2025-01', '1')).toBeDefined()
    expect(await service.get({ id: '1', createdAt: '2025-01-31' })).toMatchObject({ createdAt: '2025-01-15' })
    expect(service.explain({ createdAt: '2025-01-15' })).toMatchObject({ kind: 'range', pk: 'MONTH#2025-01' })
    await things.create({ id: '1' })
    expect(await things.get('1')).not.toBeNull()
    expect(await record('THING#1', 'METADATA')).toBeDefined()
  })

  test('16, 17: a table with one key, and custom key names', async () => {
    const table = defineTable({
      base: 'custom',
      key: { pk: 'PK', sk: { name: 'SK', type: 'N' } },
      deployment,
    })
    await context.store.createTable(table)
    const model = defineModel({
      name: 'c',
      table,
      attributes: { id: Type.String(), SK: Type.Number() },
      key: { pk: 'C#{id}', sk: '{SK}' },
    })
    const service = new TableDataService(model, context)
    for (const SK of [10, -1, 2.5]) await service.create({ id: 'x', SK })
    expect((await service.query({ id: 'x' })).items.map((item) => item.SK)).toEqual([-1, 2.5, 10])
    expect((await service.query({ id: 'x', SK: { gte: 0 } })).items).toHaveLength(2)
  })

  test('19: createItemKey, partialKeyPrefix, isMatch', () => {
    const table = defineTable({ base: 'stories', key: { pk: 'PK', sk: 'SK' }, deployment })
    const story = defineModel({
      name: 'story',
      table,
      attributes: { owner: Type.String(), story_id: Type.String() },
      key: { pk: 'USER#{owner}#STORY#{story_id}', sk: 'STORY#{story_id}' },
    })
    expect(createItemKey(story, { owner: 'johndoe', story_id: '1234' })).toEqual({
      key: { PK: 'USER#johndoe#STORY#1234', SK: 'STORY#1234' },
      isComplete: true,
    })
    expect(createItemKey(story, { owner: 'johndoe' })).toEqual({
      key: { PK: 'USER#johndoe#STORY#', SK: 'STORY#' },
      isComplete: false,
    })
    expect(partialKeyPrefix('STORY#{story_id}#RUN#{run_id}', { story_id: '1234' })).toBe('STORY#1234#RUN#')
    expect(partialKeyPrefix('STORY#{story_id}#RUN#{run_id}')).toBe('STORY#')
    expect(partialKeyPrefix('STORY#{story_id}#RUN#{run_id}', { run_id: '1' })).toBe('STORY#')
    expect(isMatch(story, { PK: 'USER#johndoe#STORY#1234', SK: 'STORY#1234' })).toBe(true)
    expect(isMatch(story, { PK: 'USER#johndoe', SK: 'PROFILE' })).toBe(false)
    expect(isMatch(story, { PK: 'USER##STORY#1', SK: 'STORY#1' })).toBe(false)
    expect(isMatch(story, { PK: 'user#johndoe#story#1', SK: 'story#1' })).toBe(false)
    expect(isMatch(story, { PK: 'USER#johndoe#STORY#1', SK: 'STORY#2' })).toBe(false)
  })

  test('20, 21: an index map from named attributes to generic indexes, aliases not stored, sparse', async () => {
    const model = defineModel({
      name: 'n',
      table: generic,
      attributes: {
        accountId: Type.String(),
        dateTime: Type.String(),
        notificationType: Type.String(),
        notificationName: nullable(Type.String()),
        severity: defaulted(integer(), 5),
      },
      key: { pk: '{accountId}', sk: '{dateTime}' },
      indexes: {
        byType: { index: 'gsi0', pk: '{notificationType}', sk: '{dateTime}' },
        byName: { index: 'lsi0', pk: '{accountId}', sk: '{notificationName}' },
      },
      storeAliases: false,
    })
    const service = new TableDataService(model, context)
    const given = {
      accountId: 'abcd',
      dateTime: '100000',
      notificationType: 'ALARM',
      notificationName: 'Test Name',
    }
    await service.create(given)
    expect(await record('abcd', '100000')).toEqual({
      pk: 'abcd',
      sk: '100000',
      gsi0_pk: 'ALARM',
      gsi0_sk: '100000',
      lsi0_sk: 'Test$20Name',
      notificationName: 'Test Name',
      severity: 5,
      _type: 'n',
    })
    const id = { accountId: 'abcd', dateTime: '100000' }
    expect(await service.get(id)).toEqual({ ...given, severity: 5 })
    expect((await service.query({ notificationType: 'ALARM' })).items).toHaveLength(1)
    expect(
      (await service.query({ accountId: 'abcd', notificationType: { beginsWith: 'AL' } })).items,
    ).toHaveLength(1)
    await service.update(id, { set: { notificationType: 'IN FO' } })
    expect(await service.get(id)).toMatchObject({ notificationType: 'IN FO' })
    expect((await record('abcd', '100000'))?.gsi0_pk).toBe('IN$20FO')
    await service.update(id, { remove: ['notificationName'] })
    expect(await record('abcd', '100000')).not.toHaveProperty('lsi0_sk')
    expect(service.explain({ accountId: 'abcd', notificationName: 'x' })).toMatchObject({
      index: { name: 'byName' },
    })
    expect(service.explain({ severity: 5 })).toMatchObject({ kind: 'scan' })
  })

  test('22, 25, 60: the source’s full table: 5 local and 20 global indexes, counts as arguments', async () => {
    expect(Object.keys(generic.indexes)).toHaveLength(25)
    expect(generic.indexes.gsi19).toMatchObject({
      pk: { name: 'gsi19_pk' },
      sk: { name: 'gsi19_sk' },
      kind: 'global',
    })
    expect(generic.indexes.lsi4).toMatchObject({
      pk: { name: 'pk' },
      sk: { name: 'lsi4_sk' },
      kind: 'local',
    })
    expect(() => genericTable({ base: 'many', localIndexes: 6, deployment })).toThrow('6 local indexes')
    const model = defineModel({
      name: 'wide',
      table: generic,
      attributes: { id: Type.String(), a: Type.String() },
      key: { pk: 'W#{id}' },
      indexes: { last: { index: 'gsi19', pk: 'A#{a}', sk: '{id}' } },
    })
    const service = new TableDataService(model, context)
    await service.create({ id: '1', a: 'x' })
    expect((await service.query({ a: 'x' }, { index: 'last' })).items).toEqual([{ id: '1', a: 'x' }])
  })
})

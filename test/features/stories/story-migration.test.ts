import { Type } from '@sinclair/typebox'
import { describe, expect, it } from 'vitest'
import { entitiesTable } from '../../../src/common/data/entities-table.ts'
import { migrate } from '../../../src/common/data/migration.ts'
import { defineModel } from '../../../src/common/data/model/model.ts'
import { TableDataService } from '../../../src/common/data/table-data-service.ts'
import { storyMigration } from '../../../src/features/stories/index.ts'
import { storyModel } from '../../../src/features/stories/model/story-table.ts'
import { startTestApp } from '../../support/test-app.ts'

/** A story as the first release declared it: without a summary. */
const firstModel = defineModel({
  name: 'story',
  table: entitiesTable,
  attributes: { owner: Type.String(), storyId: Type.String(), title: Type.String(), content: Type.String() },
  key: { pk: 'USER#{owner}', sk: 'STORY#{storyId}' },
  version: true,
  timestamps: true,
  schemaVersion: true,
})

const content = 'First sentence. Second one.'

describe('stories of the first release', () => {
  it('are served as they are, found by a dry run, and migrated while the service writes', async () => {
    const test = await startTestApp()
    const { app, dependencies } = test
    const old = new TableDataService(firstModel, dependencies.data)
    expect(firstModel.schemaVersion).not.toBe(storyModel.schemaVersion)
    const ids = Array.from({ length: 300 }, (_, index) => `s${String(index).padStart(3, '0')}`)
    for (const storyId of ids) await old.create({ owner: 'ann', storyId, title: storyId, content })
    const url = (storyId: string) => `/api/v1/stories/ann/${storyId}`
    expect((await app.inject(url('s007'))).json()).toMatchObject({ summary: null, content })

    expect(await migrate(storyMigration, dependencies.data, { dryRun: true })).toMatchObject({ found: 300 })
    expect((await app.inject(url('s007'))).json()).toMatchObject({ summary: null })

    const clients = ids
      .filter((_, index) => index % 3 === 0)
      .map((storyId) =>
        app.inject({ method: 'PATCH', url: url(storyId), payload: { title: `${storyId} patched` } }),
      )
    const [report, ...patched] = await Promise.all([migrate(storyMigration, dependencies.data), ...clients])
    expect(report).toMatchObject({ failed: 0 })
    for (const response of patched) expect(response.statusCode, response.body).toBe(200)

    const again = await migrate(storyMigration, dependencies.data)
    expect(again.failed).toBe(0)
    expect(await migrate(storyMigration, dependencies.data)).toMatchObject({ found: 0 })
    const { items } = (await app.inject('/api/v1/stories/ann?limit=500')).json<{ items: object[] }>()
    expect(items).toEqual(
      ids.map((storyId, index): unknown =>
        expect.objectContaining({
          storyId,
          title: index % 3 === 0 ? `${storyId} patched` : storyId,
          content,
          summary: 'First sentence.',
        }),
      ),
    )
    await test.close()
  })
})

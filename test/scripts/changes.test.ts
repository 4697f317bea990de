import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { DeadLetters } from '../../src/common/streams/dead-letters.ts'
import { entitiesTable } from '../../src/common/data/entities-table.ts'
import { list, pathOf } from '../features/notifications/notification-client.ts'
import { PATIENCE_MS, Program, temporaryFolder } from '../support/server-process.ts'
import { startTestApp } from '../support/test-app.ts'

const folder = temporaryFolder()
afterAll(() => {
  folder.remove()
})
const SCRIPT = join(import.meta.dirname, '..', '..', 'scripts', 'changes.ts')
const environment = { SQLITE_PATH: join(folder.path, 'store.db'), OBJECTS_PATH: join(folder.path, 'objects') }
const run = (...args: string[]) => new Program(SCRIPT, args, folder.path, environment).exit

it('dead letters are listed, and sent back to their handlers', { timeout: PATIENCE_MS }, async () => {
  const test = await startTestApp(environment)
  const payload = { userId: 'ann', email: 'ann@example.org', name: 'Ann' }
  await test.app.inject({ method: 'POST', url: '/api/v1/users', payload })
  const { store } = test.dependencies.data
  const { changes } = await store.changes([entitiesTable]).read()
  const letters = new DeadLetters(store, 'entities')
  const user = changes.find(({ after }) => after?.sk === 'PROFILE')
  if (!user) throw new Error('The user was not recorded')
  await letters.add(user, new Error('The moon was in the way'), 6)
  await letters.add(
    { ...user, id: 'cut', after: { pk: 'USER#ann', sk: 'PROFILE', _type: 'user' } },
    'cut off',
    0,
  )
  await test.close()

  const listed = await run('dead-letters')
  expect(listed.stdout).toContain('The moon was in the way')
  expect(listed.stdout).toContain('2 dead letters')
  const sent = await run('redrive', '--all')
  expect(sent.stdout).toContain('1 dead letters handled, 1 kept')
  expect(sent.stderr).toContain('cut')
  expect(sent.code).toBe(1)

  const again = await startTestApp(environment)
  expect((await list(() => again.app, pathOf('ann'))).items).toMatchObject([{ message: 'Welcome, Ann.' }])
  const left = await new DeadLetters(again.dependencies.data.store, 'entities').list()
  expect(left.map(({ id }) => id)).toEqual(['cut'])
  await again.close()
})

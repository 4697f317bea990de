import { afterAll, beforeAll, expect, it } from 'vitest'
import { composeJobs } from '../../src/background-jobs.ts'
import { loadConfig } from '../../src/config.ts'
import { createDependencies, type Dependencies } from '../../src/dependencies.ts'
import { loadSample } from '../../src/sample.ts'
import { tables } from '../../src/tables.ts'
import { temporaryFolder } from '../support/server-process.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())

const given = (dependencies: Dependencies) => ({
  dependencies,
  jobs: composeJobs({ config: loadConfig({}), dependencies }),
})

const counts = async ({ data: { store } }: Dependencies): Promise<Record<string, number>> => {
  const pages = await Promise.all(tables.map((table) => store.table(table).scan({ limit: 1000 })))
  return Object.fromEntries(tables.map(({ base }, index) => [base, pages[index]?.records.length ?? 0]))
}

it('a table that has anything gets no sample, whatever feature shares it; the others do', async () => {
  const { app, dependencies } = test
  await app.inject({ method: 'POST', url: '/api/v1/stories/somebody', payload: { title: 'A', content: 'B' } })
  expect(await loadSample(given(dependencies))).toBe(true)
  expect(await counts(dependencies)).toMatchObject({ passengers: 74, properties: 1, entities: 1 })
  expect((await app.inject('/api/v1/users')).json()).toEqual({ items: [], nextCursor: null })
  const before = await counts(dependencies)
  expect(await loadSample(given(dependencies))).toBe(false)
  expect(await counts(dependencies)).toEqual(before)
})

it('two processes that start at once load one sample', async () => {
  const folder = temporaryFolder()
  const config = loadConfig({ SQLITE_PATH: ':memory:', OBJECTS_PATH: folder.path })
  const dependencies = await createDependencies(config)
  await Promise.all([loadSample(given(dependencies)), loadSample(given(dependencies))])
  // Stores of their own, with one folder of objects.
  const others = await Promise.all([createDependencies(config), createDependencies(config)])
  await Promise.all(others.map((other) => loadSample(given(other))))
  for (const other of others) expect(await counts(other)).toEqual(await counts(dependencies))
  await Promise.all([dependencies, ...others].map((each) => each.close()))
  folder.remove()
})

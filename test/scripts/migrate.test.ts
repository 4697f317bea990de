import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { StoredRecord } from '../../src/common/data/store/value.ts'
import { loadConfig } from '../../src/config.ts'
import { createDependencies, type Dependencies } from '../../src/dependencies.ts'
import { passengersTable } from '../../src/features/passengers/model/passenger-table.ts'
import { PassengerDataService } from '../../src/features/passengers/service/passenger-data-service.ts'
import { PATIENCE_MS, Program, programFolder, type Exit } from '../support/server-process.ts'
import { passengerToCome } from './passengers-to-come.ts'

const CHILD = join(import.meta.dirname, 'migrate.child.ts')

const folder = programFolder()

let stores = 0

/** A store with so many passengers, version 1 each, and the command on it. */
async function aStore(count: number, name = 'Allen, Miss Elisabeth') {
  stores += 1
  const path = join(folder.path, `store-${stores}.db`)
  const open = (): Promise<Dependencies> => createDependencies(loadConfig({ SQLITE_PATH: path }))
  const dependencies = await open()
  const service = new PassengerDataService(dependencies.data)
  const passengers = Array.from({ length: count }, (_, n) =>
    service.prepare({ id: `t${n}`, ticket: `t${n}`, name, pclass: 1, survived: 1, sex: 'female' }),
  )
  await service.batchWrite(
    passengers.map(({ entity, record }) => ({ entity, record: { ...record, version: 1 } })),
  )
  const start = (...args: readonly string[]): Program =>
    new Program(CHILD, args, folder.path, { SQLITE_PATH: path })
  const records = async (): Promise<readonly StoredRecord[]> => {
    const page = await dependencies.data.store.table(passengersTable).scan({})
    expect(page.next).toBeUndefined()
    return page.records
  }
  return { start, records, service, close: () => dependencies.close() }
}

const isNew = ({ _schema }: StoredRecord): boolean => _schema === passengerToCome.schemaVersion

/** A message on standard error, no stack, nothing on standard output. */
function expectRefusal({ code, stdout, stderr }: Exit, message: RegExp): void {
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/^ +at /m)
  expect([code, stdout]).toEqual([1, ''])
}

describe('npm run migrate', { timeout: PATIENCE_MS }, () => {
  it('writes nothing until it is told to, and then everything once', async () => {
    const { start, records, close } = await aStore(30)
    const dry = await start('--model', 'passenger').exit
    expect([dry.code, dry.stdout, dry.stderr]).toEqual([
      0,
      'passenger: 30 items read, 30 of an older shape: 30 can be migrated, 0 cannot. Nothing was written; --apply does it.\n',
      '',
    ])
    expect((await records()).some(isNew)).toBe(false)
    const applied = await start('--model', 'passenger', '--apply').exit
    expect([applied.code, applied.stdout]).toEqual([
      0,
      'passenger: 30 items read, 30 of an older shape: 30 migrated, 0 failed\n',
    ])
    expect((await records()).every(isNew)).toBe(true)
    expect((await records())[0]).toMatchObject({ surname: 'Allen', version: 2 })
    expect((await start('--model', 'passenger', '--apply').exit).stdout).toContain('0 of an older shape')
    await close()
  })

  it('is killed half-way and goes on where it was, while the service writes', async () => {
    const { start, records, service, close } = await aStore(600)
    const first = start('--model', 'passenger', '--apply', '--rate', '300')
    await first.until(/items read so far/)
    const changed = Array.from({ length: 60 }, (_, n) => `t${n * 10}`)
    for (const id of changed) await service.update(id, { add: { sibsp: 1 } })
    expect(await first.stop('SIGKILL')).toMatchObject({ signal: 'SIGKILL' })
    const done = (await records()).filter(isNew).length
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(600)

    const second = start('--model', 'passenger', '--apply', '--rate', '2000')
    for (let round = 0; round < 3; round++) {
      for (const id of changed) await service.update(id, { add: { sibsp: 1 } })
      await sleep(50)
    }
    const { code, stdout } = await second.exit
    expect(stdout).toContain(
      `600 items read, ${600 - done} of an older shape: ${600 - done} migrated, 0 failed`,
    )
    expect(code).toBe(0)
    const after = await records()
    expect(after.every(isNew)).toBe(true)
    // Each was migrated once, and no change of the service was lost.
    for (const { id, sibsp, version } of after) {
      const changes = changed.includes(id as string) ? 4 : 0
      expect({ id, sibsp, version }).toEqual({ id, sibsp: changes, version: 2 + changes })
    }
    await close()
  })

  it('lists by key what it cannot migrate, and says so by its exit code', async () => {
    const { start, records, close } = await aStore(3, 'Nobody')
    const { code, stdout } = await start('--model', 'passenger', '--apply').exit
    expect(stdout.trim().split('\n')).toEqual([
      'passenger {"id":"t0"}: has no surname',
      'passenger {"id":"t1"}: has no surname',
      'passenger {"id":"t2"}: has no surname',
      'passenger: 3 items read, 3 of an older shape: 0 migrated, 3 failed',
    ])
    expect(code).toBe(2)
    expect((await records()).some(isNew)).toBe(false)
    await close()
  })

  it.concurrent.each([
    [
      ['--model', 'ship'],
      /^No model 'ship' keeps a schema version; the models that do are: passenger, other$/m,
    ],
    [['--rate', 'fast'], /^--rate must be a number of items a second above 0, not 'fast'$/m],
    [['--rate', '0'], /^--rate must be a number/m],
    [['--model'], /^Option '--model <value>' argument missing/m],
    [['--aply'], /^Unknown option '--aply'.*\n\nUsage: npm run migrate/m],
    [['passenger'], /^Unexpected argument 'passenger'\n\nUsage: npm run migrate/m],
  ])('answers %j with what is wrong', async (args, message) => {
    expectRefusal(await new Program(CHILD, args, folder.path, {}).exit, message)
  })

  it.concurrent('answers a bad configuration as the service does', async () => {
    const environment = { DATA_BACKEND: 'oracle' }
    expectRefusal(
      await new Program(CHILD, [], folder.path, environment).exit,
      /DATA_BACKEND: 'oracle' is not one of sqlite, dynamodb, postgres/,
    )
  })

  it.concurrent('explains itself, as it is built', async () => {
    const { code, stdout } = await new Program('scripts/migrate.js', ['--help'], folder.path, {}).exit
    expect(stdout).toMatch(/^Usage: npm run migrate/)
    expect(code).toBe(0)
  })
})

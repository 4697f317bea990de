import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { entitiesTable } from '../../src/common/data/entities-table.ts'
import { TableDataService } from '../../src/common/data/table-data-service.ts'
import { userModel } from '../../src/features/accounts/index.ts'
import { todoModel } from '../../src/features/accounts/model/todo-table.ts'
import { newTodoKey } from '../../src/features/accounts/service/todos/todo-id.ts'
import { UserDataService } from '../../src/features/accounts/service/users/user-data-service.ts'
import { NotificationDataService } from '../../src/features/notifications/service/notification-data-service.ts'
import { PATIENCE_MS, Program, temporaryFolder } from '../support/server-process.ts'
import { startTestApp } from '../support/test-app.ts'

const CHILD = fileURLToPath(new URL('./kill.child.ts', import.meta.url))
const DELETION = fileURLToPath(new URL('./deletion.child.ts', import.meta.url))
const ROUNDS = 6

test(
  `kill -9 in ${ROUNDS} rounds: every user has exactly one welcome`,
  { timeout: 4 * PATIENCE_MS },
  async () => {
    const folder = temporaryFolder()
    onTestFinished(() => {
      folder.remove()
    })
    const environment = {
      SQLITE_PATH: join(folder.path, 'store.db'),
      OBJECTS_PATH: join(folder.path, 'objects'),
      LOG_LEVEL: 'silent',
    }
    const created: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const child = new Program(CHILD, [String(round)], folder.path, environment)
      await child.until(/created /)
      await sleep(Math.random() * 700)
      const { stdout } = await child.stop('SIGKILL')
      created.push(
        ...stdout
          .split('\n')
          .slice(0, -1)
          .map((line) => line.slice('created '.length)),
      )
    }

    const last = await startTestApp(environment, { withChangeEvents: true })
    const { data } = last.dependencies
    const ids: string[] = []
    for await (const { userId } of new TableDataService(userModel, data).scan({})) ids.push(userId)
    // What was acknowledged is there; what a kill cut off may be there too, and is then welcomed as well.
    expect(ids).toEqual(expect.arrayContaining(created))
    const notifications = new NotificationDataService(data)
    const welcomes = async () =>
      Promise.all(
        ids.map(async (id) =>
          (await notifications.after(id, 0, 10)).map(({ notificationId }) => notificationId),
        ),
      )
    const isDone = async () => (await welcomes()).every((each) => each.length > 0)
    const early = (await welcomes()).filter((each) => each.length > 0).length
    for (let waited = 0; waited < 60_000 && !(await isDone()); waited += 250) await sleep(250)
    expect(new Set((await welcomes()).map((each) => each.join()))).toEqual(new Set(['welcome']))
    // Each number was taken once: nothing was told twice and removed again.
    for (const id of ids) expect(await notifications.lastNumber(id)).toBe(1)
    console.log(
      `kill -9: ${ROUNDS} rounds, ${created.length} acknowledged users of ${ids.length}, each welcomed once, ` +
        `${early} before the last process began`,
    )
    await last.close()
  },
)

test(
  'kill -9 in the middle of deletions: they end without their clients',
  { timeout: 4 * PATIENCE_MS },
  async () => {
    const folder = temporaryFolder()
    const environment = {
      SQLITE_PATH: join(folder.path, 'store.db'),
      OBJECTS_PATH: join(folder.path, 'objects'),
      LOG_LEVEL: 'silent',
    }
    const watcher = await startTestApp(environment)
    onTestFinished(async () => {
      await watcher.close()
      folder.remove()
    })
    const { data } = watcher.dependencies
    const todos = new TableDataService(todoModel, data)
    const userIds = ['ann', 'bob', 'cid']
    for (const userId of userIds) {
      await new UserDataService(data).create({ userId, email: `${userId}@example.org`, name: userId })
      const many = Array.from({ length: 3000 }, () => ({ ...newTodoKey(), userId, title: 't' }))
      await todos.batchWrite(many.map((todo) => todos.prepare(todo)))
    }
    const table = data.store.table(entitiesTable)
    const left = async () => (await table.count({})).matched
    // Each process is killed once it has removed something; the first alone is asked to.
    const counts = [await left()]
    for (let round = 0; round < 3; round++) {
      const child = new Program(DELETION, round === 0 ? userIds : [], folder.path, environment)
      const before = await left()
      while ((await left()) >= before) await sleep(1)
      await child.stop('SIGKILL')
      counts.push(await left())
    }
    expect(counts.at(-1)).toBeGreaterThan(0)
    const last = new Program(DELETION, [], folder.path, environment)
    for (let waited = 0; waited < 60_000 && (await left()) > 0; waited += 50) await sleep(50)
    await last.stop('SIGKILL')
    expect((await table.scan({})).records).toEqual([])
    console.log(`kill -9: items left after each round: ${counts.join(', ')}, 0`)
  },
)

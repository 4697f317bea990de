import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PassengerDto } from '../../src/features/passengers/routes/passenger-dto.ts'
import { aPassenger, PASSENGERS, type PassengerPage } from '../support/passengers.ts'
import { PATIENCE_MS, startServer, temporaryFolder, type RunningServer } from '../support/server-process.ts'

let folder: ReturnType<typeof temporaryFolder>
let servers: readonly [RunningServer, RunningServer]
beforeAll(async () => {
  folder = temporaryFolder()
  // Both at once on a file that is not there yet: each finds the tables and the sample missing, or just made.
  // Without workers, since the jobs of the sample would change a passenger meanwhile.
  const start = () => startServer(folder.path, { WORKER_CONCURRENCY: '0' })
  servers = await Promise.all([start(), start()])
}, PATIENCE_MS)
afterAll(async () => {
  await Promise.all(servers.map(({ program }) => program.stop()))
  folder.remove()
})

const post = (
  { origin }: RunningServer,
  passenger: object,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(origin + PASSENGERS, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(passenger),
  })
const page = async ({ origin }: RunningServer, query: string): Promise<PassengerPage> =>
  (await (await fetch(`${origin}${PASSENGERS}?${query}`)).json()) as PassengerPage

describe('two servers on one SQLite file', { timeout: PATIENCE_MS }, () => {
  it('start at once on a new file, with the sample once', async () => {
    const [left, right] = await Promise.all(servers.map((server) => page(server, 'limit=2000')))
    expect(left?.items.length).toBeGreaterThanOrEqual(60)
    expect(right).toEqual(left)
  })

  it('both take writes at the same time without an error, and each sees the rows of the other at once', async () => {
    const writers = servers.flatMap((server, side) =>
      Array.from({ length: 8 }, async (_, writer) => {
        for (let n = 0; n < 25; n++) {
          const id = `two/${side}/${writer}/${n}`
          const response = await post(server, aPassenger({ id, ticket: 'TWO' }))
          expect(response.status).toBe(201)
          const other = servers[side === 0 ? 1 : 0]
          const seen = await fetch(`${other.origin}${PASSENGERS}/${encodeURIComponent(id)}`)
          expect(seen.status).toBe(200)
          expect(seen.headers.get('etag')).toBe(response.headers.get('etag'))
          await Promise.all([response.text(), seen.text()])
        }
      }),
    )
    await Promise.all(writers)
    for (const server of servers)
      expect((await page(server, 'ticket=TWO&limit=2000')).items).toHaveLength(400)
  })

  it('give passengers of one ticket different ids in a row', async () => {
    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        post(servers[n % 2 === 0 ? 0 : 1], aPassenger({ ticket: 'PARTY' })),
      ),
    )
    const ids = await Promise.all(
      responses.map(async (response) => ((await response.json()) as PassengerDto).id),
    )
    const expected = ['PARTY', ...Array.from({ length: 19 }, (_, index) => `PARTY/${index + 2}`)]
    expect(ids.sort()).toEqual(expected.sort())
  })

  it('do the work of one Idempotency-Key once', async () => {
    const key = { 'idempotency-key': 'both' }
    const passenger = aPassenger({ ticket: 'ONCE' })
    const responses = await Promise.all(
      [0, 1, 0, 1, 0, 1].map((side) => post(servers[side === 0 ? 0 : 1], passenger, key)),
    )
    expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 201))
    expect((await page(servers[0], 'ticket=ONCE')).items).toHaveLength(1)
  })

  it('open the cursors of each other', async () => {
    const first = await page(servers[0], 'ticket=TWO&limit=150')
    const second = await page(servers[1], `ticket=TWO&limit=150&cursor=${first.nextCursor ?? ''}`)
    const third = await page(servers[0], `ticket=TWO&limit=150&cursor=${second.nextCursor ?? ''}`)
    const ids = [first, second, third].flatMap(({ items }) => items.map(({ id }) => id))
    expect(new Set(ids).size).toBe(400)
    expect(third.nextCursor).toBeNull()
  })
})

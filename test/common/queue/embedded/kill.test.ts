import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DataContext } from '../../../../src/common/data/data-context.ts'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { messageModel } from '../../../../src/common/queue/message-table.ts'
import { effectModel, openData, orderModel } from './kill-tables.ts'

const CHILD = fileURLToPath(new URL('./kill.child.ts', import.meta.url))
const MESSAGES = 1_000
const WORKERS = 3
const KILLS = 20

let folder: string
let data: DataContext
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-kill-'))
  data = await openData(join(folder, 'store.db'))
})
afterEach(async () => {
  for (const each of running.splice(0)) each.end()
  await data.store.close()
  rmSync(folder, { recursive: true, force: true })
})

const running: Respawned[] = []

function start(role: 'sender' | 'worker'): Respawned {
  const process = new Respawned(role)
  running.push(process)
  return process
}

/** One process that is started again whenever it is killed. */
class Respawned {
  readonly #role: 'sender' | 'worker'
  readonly lines: string[][] = []
  kills = 0
  #linesBefore = 0
  #child: ChildProcess

  constructor(role: 'sender' | 'worker') {
    this.#role = role
    this.#child = this.#start()
  }

  /** A random moment after it has begun to do something. */
  async kill(again = true): Promise<void> {
    if (again) {
      await vi.waitUntil(() => this.lines.length > this.#linesBefore, { timeout: 30_000 })
      await sleep(Math.random() * 300)
    }
    this.#child.kill('SIGKILL')
    const [, signal] = (await once(this.#child, 'close')) as [number | null, string | null]
    expect(signal).toBe('SIGKILL')
    this.lines.push(['killed', '', String(Date.now())])
    this.#linesBefore = this.lines.length
    this.kills++
    if (again) this.#child = this.#start()
  }

  end(): void {
    this.#child.kill('SIGKILL')
  }

  #start(): ChildProcess {
    const args = ['--import', 'tsx', CHILD, this.#role, join(folder, 'store.db')]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let rest = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      this.lines.push(...lines.map((line) => line.split(' ')))
    })
    return child
  }
}

interface Span {
  readonly id: string
  readonly from: number
  readonly to: number
}

/** When the process had each message in hand; what it was killed at ended with it. */
function spansOf({ lines }: Respawned): Span[] {
  const open = new Map<string, number>()
  const spans: Span[] = []
  for (const [sign, id = '', time] of lines) {
    const at = Number(time)
    if (sign === '+') open.set(id, at)
    if (sign === '-') {
      spans.push({ id, from: open.get(id) ?? at, to: at })
      open.delete(id)
    }
    if (sign === 'killed') {
      for (const [each, from] of open) spans.push({ id: each, from, to: at })
      open.clear()
    }
  }
  return spans
}

/** Pairs of processes that had the same message in hand at one time. */
function overlaps(spans: readonly Span[]): number {
  const byId = new Map<string, Span[]>()
  for (const span of spans) byId.set(span.id, [...(byId.get(span.id) ?? []), span])
  let count = 0
  for (const same of byId.values()) {
    const sorted = same.toSorted((a, b) => a.from - b.from)
    for (const [index, span] of sorted.entries()) {
      const next = sorted[index + 1]
      if (next && next.from < span.to) count++
    }
  }
  return count
}

test(`kill -9 of senders and workers: ${MESSAGES} messages, each with its effect once, none lost, none stuck`, async () => {
  const orders = new TableDataService(orderModel, data)
  const effects = new TableDataService(effectModel, data)
  const messages = new TableDataService(messageModel, data)
  const sender = start('sender')
  const workers = Array.from({ length: WORKERS }, () => start('worker'))
  const all = [sender, ...workers]

  const kills = () => all.reduce((sum, each) => sum + each.kills, 0)
  while ((await orders.count()) < MESSAGES || kills() < KILLS)
    await all[Math.floor(Math.random() * all.length)]?.kill()
  await sender.kill(false)
  const sent = await orders.count()
  await expect.poll(() => messages.count(), { timeout: 60_000, interval: 200 }).toBe(0)
  for (const worker of workers) await worker.kill(false)

  const worked = new Map<string, number>()
  for await (const { order } of effects.scan()) worked.set(order, (worked.get(order) ?? 0) + 1)
  expect(worked.size).toBe(sent)
  expect([...worked.values()].filter((count) => count !== 1)).toEqual([])
  const spans = workers.flatMap(spansOf)
  expect(overlaps(spans)).toBe(0)
  console.log(
    `kill -9: ${kills()} kills, ${sent} messages, ${spans.length} times in hand, ${worked.size} effects, no overlap`,
  )
}, 180_000)

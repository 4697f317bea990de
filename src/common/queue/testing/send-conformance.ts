import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  AlreadyExistsError,
  TransactionFailedError,
  UnavailableError,
  ValidationError,
} from '../../data/errors.ts'
import type { QueueCase } from './queue-case.ts'

/** From the sender to the receiver. */
export const sendConformance: readonly QueueCase[] = [
  {
    name: 'a message comes with its body, for the first time, and not again when it is done',
    async run(given) {
      const message = given.message({ text: 'ü "quoted"', list: [1, null, { deep: true }], n: 1.5 })
      await given.send(message)
      const delivery = await given.next()
      assert.deepEqual(delivery.message, message)
      assert.equal(delivery.attempt, 1)
      await delivery.done()
      await given.nothing()
      await given.nothing(given.other)
    },
  },
  {
    name: 'a message whose transaction fails never comes',
    async run(given) {
      const kept = given.message()
      await given.effects.create({ id: kept.id })
      await assert.rejects(given.send(kept), TransactionFailedError)
      await given.recover()
      await given.nothing()
    },
  },
  {
    name: 'a message whose sender crashed after its transaction comes all the same',
    async run(given) {
      const message = given.message()
      await given.store(message)
      await given.recover()
      const delivery = await given.next(given.other)
      assert.equal(delivery.message.id, message.id)
      await delivery.done()
      await given.nothing()
    },
  },
  {
    name: 'an id that is not one is refused',
    async run(given) {
      for (const id of ['', 'a b', 'x'.repeat(129), 'a/b']) {
        assert.throws(() => given.queue.planSend({ id, body: {} }), ValidationError, id)
      }
    },
  },
  {
    name: 'a message with the id of one that is not on its way yet is refused',
    async run(given) {
      const message = given.message()
      await given.transact(given.queue.planSend(message))
      const error = await given.transact(given.queue.planSend(message)).catch((thrown: unknown) => thrown)
      assert.ok(error instanceof TransactionFailedError)
      assert.ok(error.reasons[0] instanceof AlreadyExistsError)
    },
  },
  {
    name: 'many messages come once each, at most so many at a time',
    async run(given) {
      const messages = Array.from({ length: 25 }, (_, n) => given.message({ n }))
      for (let start = 0; start < 25; start += 5) await given.send(...messages.slice(start, start + 5))
      const seen: string[] = []
      while (seen.length < 25) {
        const deliveries = await given.receive(given.queue, { max: 7 })
        assert.ok(deliveries.length > 0 && deliveries.length <= 7, `7 at most, not ${deliveries.length}`)
        for (const { message } of deliveries) seen.push(message.id)
        await Promise.all(deliveries.map((delivery) => delivery.done()))
      }
      assert.deepEqual(seen.toSorted(), messages.map(({ id }) => id).toSorted())
      await given.nothing()
    },
  },
  {
    name: 'a receiver waits for a message, and no longer than it was told',
    async run(given) {
      const waiting = given.next()
      const message = given.message()
      await sleep(50)
      await given.send(message)
      const sent = performance.now()
      await (await waiting).done()
      assert.ok(performance.now() - sent < 1_000, 'it is woken')
      const begun = performance.now()
      await given.nothing(given.queue, 1_000)
      const waited = performance.now() - begun
      assert.ok(waited > 900 && waited < 2_500, `it waited ${waited} ms`)
    },
  },
  {
    name: 'a signal ends the wait, and so does a close',
    async run(given) {
      const controller = new AbortController()
      const waiting = [
        given.receive(given.queue, { signal: controller.signal }),
        given.receive(given.other, { waitMs: 20_000 }),
      ]
      await sleep(100)
      const begun = performance.now()
      controller.abort()
      await given.other.close()
      assert.deepEqual(await Promise.all(waiting), [[], []])
      assert.ok(performance.now() - begun < 1_000, 'at once')
      assert.deepEqual(await given.receive(given.queue, { signal: controller.signal }), [])
      await assert.rejects(given.receive(given.other), UnavailableError)
    },
  },
  {
    name: 'a queue that is there answers a ping',
    async run(given) {
      await given.queue.ping()
    },
  },
]

import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { TransactionFailedError } from '../../data/errors.ts'
import { LeaseLostError } from '../queue.ts'
import type { QueueCase } from './queue-case.ts'

/** From the receiver to the end of the message. */
export const leaseConformance: readonly QueueCase[] = [
  {
    name: 'a leased message comes to nobody else until its lease ends, then again',
    async run(given) {
      const { leaseMs } = given
      await given.send(given.message())
      await given.next(given.queue, { leaseMs })
      await given.nothing(given.other, leaseMs / 3)
      const again = await given.next(given.other)
      assert.equal(again.attempt, 2)
      await again.done()
      await given.nothing()
    },
  },
  {
    name: 'an extended lease holds',
    async run(given) {
      const { leaseMs } = given
      await given.send(given.message())
      const delivery = await given.next(given.queue, { leaseMs })
      for (let beat = 0; beat < 3; beat++) {
        await sleep(leaseMs / 2)
        await delivery.extend(leaseMs)
      }
      await given.nothing(given.other)
      await delivery.done()
      await sleep(leaseMs)
      await given.nothing(given.other)
    },
  },
  {
    name: 'a receiver whose lease is lost is told so, and cannot touch the message',
    async run(given) {
      const { leaseMs } = given
      const message = given.message()
      await given.send(message)
      const late = await given.next(given.queue, { leaseMs })
      const holder = await given.next(given.other)
      await assert.rejects(late.extend(leaseMs), LeaseLostError)
      await assert.rejects(late.done(), LeaseLostError)
      await assert.rejects(late.retry({ delayMs: 0 }), LeaseLostError)
      await assert.rejects(late.reject('no'), LeaseLostError)
      await given.nothing()
      assert.deepEqual(await given.queue.deadLetters.list({ limit: 10 }), [])
      await holder.extend(leaseMs)
      await holder.done()
      await assert.rejects(late.extend(leaseMs), LeaseLostError)
    },
  },
  {
    name: 'a message is ended in one transaction with its work, by the holder of its lease alone',
    needs: ['ending in a transaction'],
    async run(given) {
      await given.send(given.message())
      const late = await given.next(given.queue, { leaseMs: given.leaseMs })
      const holder = await given.next(given.other)
      const refused = await given
        .transact([given.effects.planCreate({ id: `${late.message.id}-late` })], late.planDone())
        .catch((error: unknown) => error)
      assert.ok(refused instanceof TransactionFailedError)
      assert.ok(refused.reasons[1] instanceof LeaseLostError)
      await given.transact([given.effects.planCreate({ id: `${late.message.id}-done` })], holder.planDone())
      await holder.done()
      assert.equal(await given.effects.get(`${late.message.id}-late`), null)
      await given.nothing()
    },
  },
  {
    name: 'a message given back comes after its delay, counted',
    async run(given) {
      await given.send(given.message())
      const first = await given.next()
      await first.retry({ delayMs: 0 })
      const second = await given.next(given.other)
      assert.equal(second.attempt, 2)
      const { leaseMs } = given
      await second.retry({ delayMs: leaseMs + 0.5 })
      await given.nothing(given.queue, leaseMs / 4)
      const third = await given.next()
      assert.equal(third.attempt, 3)
      await third.done()
    },
  },
  {
    name: 'each ending may be repeated',
    async run(given) {
      await given.send(given.message())
      const first = await given.next()
      await first.retry({ delayMs: 0 })
      await first.retry({ delayMs: 0 })
      const second = await given.next()
      await second.reject('useless')
      await second.reject('useless')
      assert.equal((await given.queue.deadLetters.list({ limit: 10 })).length, 1)
      await given.send(given.message())
      const third = await given.next()
      await third.done()
      await third.done()
      await given.nothing()
    },
  },
  {
    name: 'a rejected message is among the dead letters with its reason, until it is sent back',
    async run(given) {
      const message = given.message({ n: 7 })
      const before = Date.now()
      await given.send(message)
      await (await given.next()).reject('no such passenger')
      await given.nothing()
      const [letter, ...more] = await given.other.deadLetters.list({ limit: 10 })
      assert.deepEqual(more, [])
      assert.deepEqual(letter?.message, message)
      assert.equal(letter.reason, 'no such passenger')
      const since = Date.parse(letter.since)
      assert.ok(since >= before - 1_000 && since <= Date.now() + 1_000, letter.since)
      assert.equal(await given.queue.deadLetters.redrive('nobody'), false)
      assert.equal(await given.queue.deadLetters.redrive(message.id), true)
      const again = await given.next()
      assert.deepEqual([again.message, again.attempt], [message, 1])
      await again.done()
      assert.equal(await given.queue.deadLetters.redrive(message.id), false)
      assert.deepEqual(await given.queue.deadLetters.list({ limit: 10 }), [])
    },
  },
  {
    name: 'dead letters are listed up to a limit',
    async run(given) {
      const messages = [1, 2, 3].map((n) => given.message({ n }))
      await given.send(...messages)
      while ((await given.queue.deadLetters.list({ limit: 9 })).length < 3)
        await (await given.next()).reject('x')
      assert.equal((await given.queue.deadLetters.list({ limit: 2 })).length, 2)
      assert.equal((await given.queue.deadLetters.list({ limit: 12 })).length, 3)
    },
  },
  {
    name: 'of racing receivers each message goes to one',
    async run(given) {
      const count = 60
      for (let sent = 0; sent < count; sent += 10) {
        await given.send(...Array.from({ length: 10 }, () => given.message()))
      }
      const received: string[] = []
      const work = async (queue = given.queue): Promise<void> => {
        while (received.length < count) {
          const deliveries = await given.receive(queue, { max: 3, waitMs: 200 })
          for (const delivery of deliveries) received.push(delivery.message.id)
          await Promise.all(deliveries.map((delivery) => delivery.done()))
        }
      }
      await Promise.all([given.queue, given.other, given.queue, given.other].map(work))
      assert.equal(received.length, count)
      assert.equal(new Set(received).size, count)
    },
  },
]

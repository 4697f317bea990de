import { expect, test } from 'vitest'
import { atEndOfTurn } from '../../../../src/common/data/store/end-of-turn.ts'

test('what is asked for in one turn goes on in its order, after everything else of the turn', async () => {
  const done: string[] = []
  const step = async (name: string): Promise<void> => {
    done.push(await atEndOfTurn(name))
  }
  const steps = [step('a'), step('b')]
  process.nextTick(() => steps.push(step('c')))
  void Promise.resolve().then(() => done.push('microtask'))
  await new Promise((resolve) => setImmediate(resolve))
  await Promise.all(steps)
  expect(done).toEqual(['microtask', 'a', 'b', 'c'])
  await step('d')
  expect(done.at(-1)).toBe('d')
})

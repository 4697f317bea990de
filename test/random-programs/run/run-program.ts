import type { Operation, Program } from '../operations.ts'
import { finalDifference, wipe } from './final-state.ts'
import { query } from './queries.ts'
import { batchRead, count, list, look, parts, scan } from './reads.ts'
import { transact } from './transactions.ts'
import { walk } from './walks.ts'
import { World } from './world.ts'
import { batchDelete, batchWrite, create, race, remove, save, update, updateFrom } from './writes.ts'

/** A difference between a backend and the plain model. */
export class ProgramFailure extends Error {}

/** Runs a program on a store and on the plain model, and compares every answer and the whole store afterwards. */
export async function runProgram(
  { store, quirks }: Pick<World, 'store' | 'quirks'>,
  program: Program,
  done: Map<string, number>,
): Promise<void> {
  const world = new World(store, quirks)
  await wipe(store)
  try {
    for (const [at, operation] of program.entries()) {
      const differs = await step(world, operation)
      if (differs !== undefined)
        throw new ProgramFailure(`operation ${at}: ${operation.kind}\n     ${differs}`)
    }
    const differs = await finalDifference(world)
    if (differs !== undefined) throw new ProgramFailure(`after the program: ${differs}`)
  } finally {
    for (const [kind, times] of world.done) done.set(kind, (done.get(kind) ?? 0) + times)
  }
}

async function step(world: World, operation: Operation): Promise<string | undefined> {
  world.note(operation.kind)
  switch (operation.kind) {
    case 'create':
      return create(world, operation)
    case 'save':
    case 'upsert':
      return save(world, operation)
    case 'update':
      return update(world, operation)
    case 'updateFrom':
      return updateFrom(world, operation)
    case 'delete':
      return remove(world, operation)
    case 'batchWrite':
      return batchWrite(world, operation)
    case 'batchDelete':
      return batchDelete(world, operation)
    case 'race':
      return race(world, operation)
    case 'transact':
      return transact(world, operation)
    default:
      return read(world, operation)
  }
}

type Write = Extract<Operation, { kind: 'create' | 'save' | 'upsert' | 'update' | 'updateFrom' | 'delete' }>
type Many = Extract<Operation, { kind: 'batchWrite' | 'batchDelete' | 'race' | 'transact' }>
type Read = Exclude<Operation, Write | Many>

async function read(world: World, operation: Read): Promise<string | undefined> {
  switch (operation.kind) {
    case 'get':
    case 'getOrThrow':
    case 'exists':
      return look(world, operation)
    case 'batchGet':
    case 'batchExists':
      return batchRead(world, operation)
    case 'parts':
      return parts(world, operation)
    case 'query':
    case 'first':
    case 'last':
      return query(world, operation)
    case 'list':
      return list(world, operation)
    case 'count':
      return count(world, operation)
    case 'scan':
      return scan(world, operation)
    case 'walk':
      return walk(world, operation, step)
  }
}

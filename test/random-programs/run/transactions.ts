import { TransactionFailedError } from '../../../src/common/data/errors.ts'
import { transact as run } from '../../../src/common/data/transaction.ts'
import { isLeftOut } from '../known-differences.ts'
import type { Transact, TransactionPart, Update } from '../operations.ts'
import { keyOf, PlainModel, type Guard } from '../plain/plain-model.ts'
import { touched } from '../plain/patch.ts'
import { specs } from '../plain/specs.ts'
import { answered, difference, expected, show, type Outcome } from './outcome.ts'
import type { World } from './world.ts'

type Planned = ReturnType<World['services']['story']['planDelete']>
type Resolved = readonly [part: TransactionPart, guard: Guard]

export async function transact(world: World, { parts }: Transact): Promise<string | undefined> {
  const resolved = parts.map((part): Resolved => [part, guardOf(world, part)])
  const isHaunted = ([part]: Resolved): boolean =>
    ['save', 'upsert', 'delete'].includes(part.kind) && world.plain.isHaunted(part.model, idOf(part))
  if (isLeftOut('saves see the expired') && resolved.some(isHaunted)) return undefined
  const planned: Planned[] = []
  for (const each of resolved) {
    const plan = await answered(async () => planOf(world, each))
    if (plan.codes) return refusalDifference(each, plan)
    planned.push(plan.value)
  }
  const got = await answered(() => run(world.store, planned))
  const keys = resolved.map(([part]) => keyOf(part.model, idOf(part)))
  // A part that can never be may be refused when it is planned, or by the store.
  if (resolved.some(isUnfit))
    return difference({ codes: ['validation', 'transaction_failed'], error: undefined }, got)
  if (new Set(keys).size < keys.length) return difference({ codes: ['validation'], error: undefined }, got)
  const reasons = resolved.map((each) =>
    expected(() => {
      apply(world.plain.clone(), each)
    }),
  )
  if (reasons.some(({ codes }) => codes)) return reasonsDifference(reasons, got)
  for (const each of resolved) apply(world.plain, each)
  return difference({ value: undefined }, got)
}

/** Whatever is wrong with a part alone shows where nothing is stored. */
const alone = (each: Resolved): Outcome =>
  expected(() => {
    apply(new PlainModel(), each)
  })

const isUnfit = (each: Resolved): boolean =>
  alone(each).codes?.every((code) => code === 'validation') ?? false

function refusalDifference(each: Resolved, plan: Outcome): string | undefined {
  const isRight = plan.codes?.[0] === 'validation' && mayNeedReading(each[0])
  return isRight ? undefined : difference(alone(each), plan)
}

const guardOf = (world: World, part: TransactionPart): Guard =>
  part.kind === 'create' ? {} : world.guard(part.model, idOf(part), part.guard)

const idOf = (part: TransactionPart) => ('input' in part ? part.input : part.id)

/** With the version that a save carries, when it does. */
const inputOf = (part: Extract<TransactionPart, { input: unknown }>, { version }: Guard) =>
  version === undefined || !specs[part.model].isVersioned ? part.input : { ...part.input, version }

function planOf({ services }: World, [part, guard]: Resolved): Planned {
  const service = services[part.model]
  switch (part.kind) {
    case 'create':
      return service.planCreate(part.input)
    case 'save':
    case 'upsert':
      return service.planSave(inputOf(part, guard), { if: guard.if })
    case 'update':
      return service.planUpdate(part.id, part.patch, guard)
    case 'delete':
      return service.planDelete(part.id, guard)
    case 'check':
      return service.planCheck(part.id, guard)
  }
}

function apply(plain: PlainModel, [part, guard]: Resolved): void {
  switch (part.kind) {
    case 'create':
      plain.create(part.model, part.input)
      return
    case 'save':
    case 'upsert':
      plain.save(part.model, inputOf(part, guard), guard.if)
      return
    case 'update':
      plain.update(part.model, part.id, part.patch, guard)
      return
    case 'delete':
      plain.deleteGuarded(part.model, part.id, guard)
      return
    case 'check':
      plain.check(part.model, part.id, guard)
  }
}

/** A transaction cannot read first. What may depend on stored values it may refuse; a plain set of others never. */
function mayNeedReading(part: TransactionPart): boolean {
  if (part.kind !== 'update') return false
  const { set: _set, remove: _remove, ...dependent } = (part satisfies Update).patch
  const spec = specs[part.model]
  const inKeys = new Set(
    Object.values(spec.indexes).flatMap(({ partition, sort }) => [...partition, ...sort]),
  )
  const isDerived = (name: string): boolean => inKeys.has(name) || name === 'status' || name === 'note'
  const isBounded = (name: string): boolean =>
    ['score', 'tags', 'status', 'expiresAt', 'data', 'big', 'value'].includes(name)
  const hasFraction = Object.values(part.patch.add ?? {}).some(
    (by) => typeof by === 'number' && !Number.isInteger(by),
  )
  if (hasFraction) return true
  return touched(part.patch).some(isDerived) || touched(dependent).some(isBounded)
}

function reasonsDifference(reasons: readonly Outcome[], got: Outcome): string | undefined {
  const error = got.codes ? got.error : undefined
  const found =
    error instanceof TransactionFailedError ? error.reasons.map((reason) => reason?.code ?? null) : []
  const isSame =
    found.length === reasons.length &&
    reasons.every(({ codes }, at) => (codes ? codes.includes(found[at] ?? '') : found[at] === null))
  const want = reasons.map(({ codes }) => codes?.join(' or ') ?? null)
  return isSame
    ? undefined
    : `expected a failure for ${show(want)}\n     but got ${show(found)} (${show(got)})`
}

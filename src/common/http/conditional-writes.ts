import {
  checkWritePreconditions,
  type ConditionalRequest,
  isConditional,
  isCreateOnly,
} from './preconditions.ts'

interface Versioned {
  readonly version: number
}

/** The part of a data service that a PUT needs. */
interface Replacing<T, Input> {
  create(input: Input): Promise<T>
  upsert(input: Input): Promise<{ readonly entity: T; readonly created: boolean }>
}

/**
 * The stored version that a conditional request is about; undefined when the request is not conditional, and then
 * nothing is read. `load` throws the 404 of the resource.
 */
export async function expectedVersion(
  request: ConditionalRequest,
  load: () => Promise<Versioned>,
): Promise<number | undefined> {
  if (!isConditional(request)) return undefined
  const { version } = await load()
  checkWritePreconditions(request, version)
  return version
}

/** PUT: creates or replaces as `If-Match` and `If-None-Match` allow; `load` gives what is there, or null. */
export async function createOrReplace<T extends Versioned, Input extends object>(
  request: ConditionalRequest,
  service: Replacing<T, Input & { readonly version?: number }>,
  input: Input,
  load: () => Promise<T | null>,
): Promise<{ readonly entity: T; readonly created: boolean }> {
  if (!isConditional(request)) return service.upsert(input)
  if (isCreateOnly(request)) return { entity: await service.create(input), created: true }
  const current = await load()
  checkWritePreconditions(request, current?.version ?? null)
  // `If-None-Match` with a tag, and nobody there: creating is what was asked for.
  if (!current) return { entity: await service.create(input), created: true }
  return service.upsert({ ...input, version: current.version })
}

import { Type, type Static } from '@sinclair/typebox'
import type { JobRun, JobType } from '../queue/job-type.ts'
import type { ListedObject, ObjectStore } from './object-store.ts'

/** Files of a feature that are not needed for ever. */
export interface SweepRule {
  /** What their keys begin with. */
  readonly prefix: string
  /** Younger files are left alone: somebody may be about to need them. */
  readonly afterMs: number
  /** Which of these old files are still needed. None is where this is left out. */
  readonly needed?: (keys: readonly string[]) => Promise<ReadonlySet<string>>
}

const PAGE = 200
const DEFAULT_LIMIT = 10_000

const Input = Type.Object(
  {
    limit: Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      default: DEFAULT_LIMIT,
      description: 'Files to look at, at most',
      examples: [DEFAULT_LIMIT],
    }),
    after: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z0-9._=/-]{1,512}$',
        description: 'Go on behind this key: the `next` of the job before',
      }),
    ),
  },
  { additionalProperties: false },
)

export const SWEEP_FILES = 'sweep_files'

/** Deletes files that nobody needs any more: what interruptions left behind, and what was only needed for a while. */
export function sweepJob(objects: ObjectStore, rules: readonly SweepRule[]): JobType {
  // Then a key says how far the sweep is.
  const inOrder = rules.toSorted((a, b) => (a.prefix < b.prefix ? -1 : 1))
  return {
    name: SWEEP_FILES,
    description: 'Deletes files that nobody needs any more, such as uploads that were never confirmed',
    input: Input,
    examples: {
      input: { limit: DEFAULT_LIMIT },
      result: { looked: 311, deleted: 4, bytes: 1_048_576, next: null },
    },
    run: async (input, job) => {
      const { limit, after } = input as Static<typeof Input>
      const sweep = new Sweep(objects, limit, job)
      return { result: { ...(await sweep.run(inOrder, after)) } }
    },
  }
}

interface Swept {
  readonly looked: number
  readonly deleted: number
  readonly bytes: number
  /** Where to go on; null when everything was looked at. */
  readonly next: string | null
}

/** One run of the job. What is deleted is not met again, so that a run that is begun anew gets further. */
class Sweep {
  readonly #objects: ObjectStore
  readonly #limit: number
  readonly #job: JobRun
  #looked = 0
  #deleted = 0
  #bytes = 0

  constructor(objects: ObjectStore, limit: number, job: JobRun) {
    this.#objects = objects
    this.#limit = limit
    this.#job = job
  }

  async run(rules: readonly SweepRule[], from: string | undefined): Promise<Swept> {
    let last = from
    for (const rule of rules) {
      let after = from
      do {
        const limit = Math.min(PAGE, this.#limit - this.#looked)
        if (limit === 0) return this.#swept(last ?? null)
        const page = await this.#objects.list(rule.prefix, { limit, ...(after !== undefined && { after }) })
        await this.#sweep(rule, page.objects)
        last = page.objects.at(-1)?.key ?? last
        after = page.next ?? undefined
      } while (after !== undefined)
    }
    return this.#swept(null)
  }

  async #sweep({ afterMs, needed }: SweepRule, page: readonly ListedObject[]): Promise<void> {
    const old = page.filter(({ lastModified }) => lastModified.getTime() <= Date.now() - afterMs)
    const kept = old.length > 0 ? await needed?.(old.map(({ key }) => key)) : undefined
    for (const { key, size } of old) {
      this.#job.signal.throwIfAborted()
      if (kept?.has(key) || !(await this.#objects.delete(key))) continue
      this.#deleted += 1
      this.#bytes += size
    }
    this.#looked += page.length
    const percent = Math.floor((99 * this.#looked) / this.#limit)
    this.#job.progress(percent, `${this.#looked} files looked at, ${this.#deleted} deleted`)
  }

  #swept(next: string | null): Swept {
    return { looked: this.#looked, deleted: this.#deleted, bytes: this.#bytes, next }
  }
}

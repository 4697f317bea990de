import type { Model } from './model/model.ts'
import type { Key } from './store/value.ts'

type Values = Readonly<Record<string, unknown>>

/** What names an entity of one model, in its three forms: the caller's id, the attributes of its key, its physical key. */
export class EntityIdentity<Id> {
  readonly #keys: Model['keys']
  readonly #codec: Model['codec']
  /** Attributes of the key that have another form than the one that they may be given in. */
  readonly #converted: readonly string[]

  constructor({ keys, codec }: Model) {
    this.#keys = keys
    this.#codec = codec
    this.#converted = keys.names.filter((name) => codec.field(name)?.codec !== undefined)
  }

  /** @throws ValidationError */
  key(id: Id): Key {
    return this.#keys.key(this.values(id))
  }

  /** The values in the form in which entities have them: `…+01:00` names the moment that is stored in UTC. */
  values(id: Id): Values {
    const [first = ''] = this.#keys.names
    const given = typeof id === 'object' && id !== null ? (id as Values) : { [first]: id }
    if (this.#converted.length === 0) return given
    const sought = this.#converted.map((name) => [name, this.#codec.sought(name, given[name])])
    return { ...given, ...(Object.fromEntries(sought) as Values) }
  }

  idOf(entity: Values): Id {
    return Object.fromEntries(this.#keys.names.map((name) => [name, entity[name]])) as Id
  }
}

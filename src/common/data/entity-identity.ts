import type { Model } from './model/model.ts'
import type { Key } from './store/value.ts'

type Values = Readonly<Record<string, unknown>>

/** What names an entity of one model, in its three forms: the caller's id, the attributes of its key, its physical key. */
export class EntityIdentity<Id> {
  readonly #keys: Model['keys']

  constructor({ keys }: Model) {
    this.#keys = keys
  }

  /** @throws ValidationError */
  key(id: Id): Key {
    return this.#keys.key(this.values(id))
  }

  values(id: Id): Values {
    if (typeof id === 'object' && id !== null) return id as Values
    const [name = ''] = this.#keys.names
    return { [name]: id }
  }

  idOf(entity: Values): Id {
    return Object.fromEntries(this.#keys.names.map((name) => [name, entity[name]])) as Id
  }
}

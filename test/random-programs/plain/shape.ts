import { Refusal } from './refusal.ts'
import { isAbsent, type Attribute, type Entity, type Spec } from './specs.ts'

/** A complete entity from what was given for a new one. @throws Refusal when it does not fit */
export function complete(spec: Spec, input: Entity): Entity {
  const known = [...Object.keys(spec.attributes), ...Object.keys(spec.joined)]
  const isKnown = (name: string): boolean => known.includes(name) || (name === 'version' && spec.isVersioned)
  if (!Object.keys(input).every(isKnown)) throw new Refusal('validation')
  const entity: Entity = {}
  for (const [name, attribute] of Object.entries(spec.attributes)) {
    const given = input[name]
    entity[name] = given === undefined ? initial(attribute) : mutated(spec, name, given)
  }
  return checked(spec, entity)
}

const initial = ({ whenAbsent, initial: value }: Attribute): unknown =>
  whenAbsent === 'default' ? value : undefined

export function mutated(spec: Spec, name: string, value: unknown): unknown {
  const mutate = spec.mutate[name]
  return mutate && typeof value === 'string' ? mutate(value) : value
}

/** The entity as it is read: each value in its form, the absent in theirs, joined ones computed. @throws Refusal */
export function checked(spec: Spec, values: Entity): Entity {
  const entity: Entity = {}
  for (const [name, attribute] of Object.entries(spec.attributes)) {
    const value = valueOf(attribute, values[name])
    if (value !== undefined) entity[name] = value
  }
  for (const [name, join] of Object.entries(spec.joined)) entity[name] = join(entity)
  if (values.version !== undefined) entity.version = values.version
  return entity
}

function valueOf({ kind, whenAbsent }: Attribute, value: unknown): unknown {
  if (value !== undefined && !(value === null && whenAbsent === 'null') && !kind.fits(value))
    throw new Refusal('validation')
  if (!isAbsent(value)) return kind.normal(value as never)
  switch (whenAbsent) {
    case 'null':
      return null
    case 'nothing':
      return undefined
    case 'empty set':
      return new Set()
    default:
      throw new Refusal('validation')
  }
}

import type {
  BatchGetItemCommandInput,
  BatchWriteItemCommandInput,
  DeleteItemCommandInput,
  GetItemCommandInput,
  PutItemCommandInput,
  TransactWriteItem,
  UpdateItemCommandInput,
  WriteRequest,
} from '@aws-sdk/client-dynamodb'
import { ValidationError } from '../../errors.ts'
import { allOf, type Condition } from '../../expressions/condition.ts'
import type { Update } from '../../expressions/update.ts'
import type { TableDefinition } from '../../model/table.ts'
import type {
  BatchWrite,
  CheckWrite,
  DeleteWrite,
  PutWrite,
  ReadOptions,
  UpdateWrite,
  Write,
} from '../store.ts'
import { checkedAttributes } from '../projection.ts'
import type { Key, KeyValue, StoredRecord } from '../value.ts'
import { toAttributeMap, type AttributeMap } from './attribute-value.ts'
import { compileCondition } from './expression-compiler.ts'
import { ExpressionNames } from './expression-names.ts'
import { compileUpdate } from './update-compiler.ts'
import { WRITE_TOKEN } from './write-token.ts'

/**
 * Builds what is sent for each call on one table. The only place that knows the shapes of requests, so that another
 * way of sending them (without the SDK's own serialiser) needs nothing else.
 */
export class TableCommands {
  readonly definition: TableDefinition
  readonly tableName: string

  constructor(definition: TableDefinition, tableName: string) {
    this.definition = definition
    this.tableName = tableName
  }

  /** The key of the item that a write is about. */
  keyOf(write: Write | CheckWrite): Key {
    if (write.type !== 'put') return write.key
    const { pk, sk } = this.definition.key
    const names = sk ? [pk.name, sk.name] : [pk.name]
    return Object.fromEntries(names.map((name) => [name, write.record[name] as KeyValue]))
  }

  get(key: Key, options: ReadOptions = {}): GetItemCommandInput {
    return { TableName: this.tableName, Key: toAttributeMap(key), ...readOptions(options) }
  }

  put({ record, condition, returns }: PutWrite, token?: string): PutItemCommandInput {
    const names = new ExpressionNames()
    return {
      TableName: this.tableName,
      Item: toItem(record, token),
      ...(returns === 'before' && { ReturnValues: 'ALL_OLD' }),
      ...this.#condition(condition, names),
      ...names.attributes(),
    }
  }

  /** With a token the update also refuses to be applied to an item that it has already changed. */
  update({ key, update, condition, returns }: UpdateWrite, token?: string): UpdateItemCommandInput {
    refuseReserved(update.map(({ path }) => path[0]))
    const names = new ExpressionNames()
    const expression = compileUpdate(token === undefined ? update : [...update, stamp(token)], names)
    const guarded = token === undefined ? condition : allOf(condition, unlessStamped(token))
    return {
      TableName: this.tableName,
      Key: toAttributeMap(key),
      ...(expression !== undefined && { UpdateExpression: expression }),
      ...(returns === 'before' && { ReturnValues: 'ALL_OLD' }),
      ...(returns === 'after' && { ReturnValues: 'ALL_NEW' }),
      ...this.#condition(guarded, names),
      ...names.attributes(),
    }
  }

  delete({ key, condition, returns }: DeleteWrite): DeleteItemCommandInput {
    const names = new ExpressionNames()
    return {
      TableName: this.tableName,
      Key: toAttributeMap(key),
      ...(returns === 'before' && { ReturnValues: 'ALL_OLD' }),
      ...this.#condition(condition, names),
      ...names.attributes(),
    }
  }

  /** One part of a transaction: its client token protects it, so that it needs no write token. */
  transactionPart(write: Write | CheckWrite): TransactWriteItem {
    switch (write.type) {
      case 'put':
        return { Put: this.put({ ...write, returns: 'none' }) }
      case 'delete':
        return { Delete: this.delete({ ...write, returns: 'none' }) }
      case 'check':
        return { ConditionCheck: this.#check(write) }
      case 'update':
        return { Update: this.#updatePart(write) }
    }
  }

  batchGet(keys: readonly Key[], options: ReadOptions = {}): BatchGetItemCommandInput {
    const request = { Keys: keys.map((key) => toAttributeMap(key)), ...readOptions(options) }
    return { RequestItems: { [this.tableName]: request } }
  }

  batchWrite(writes: readonly BatchWrite[]): BatchWriteItemCommandInput {
    const requests = writes.map((write): WriteRequest =>
      write.type === 'put'
        ? { PutRequest: { Item: toItem(write.record) } }
        : { DeleteRequest: { Key: toAttributeMap(write.key) } },
    )
    return { RequestItems: { [this.tableName]: requests } }
  }

  #check({ key, condition }: CheckWrite): NonNullable<TransactWriteItem['ConditionCheck']> {
    const names = new ExpressionNames()
    const conditional = this.#condition(condition, names)
    // A condition that always holds still has to be one: the service takes no check without.
    const { ConditionExpression = this.#always(names) } = conditional
    const input = { TableName: this.tableName, Key: toAttributeMap(key), ...conditional, ConditionExpression }
    return { ...input, ...names.attributes() }
  }

  /** In a transaction, unlike alone, the service takes no update without an expression. */
  #updatePart(write: UpdateWrite): NonNullable<TransactWriteItem['Update']> {
    const { UpdateExpression, ...input } = this.update({ ...write, returns: 'none' })
    if (UpdateExpression !== undefined) return { ...input, UpdateExpression }
    const touch: Update = [{ action: 'remove', path: [WRITE_TOKEN] }]
    const names = new ExpressionNames()
    const expression = compileUpdate(touch, names) ?? ''
    const conditional = this.#condition(write.condition, names)
    return {
      TableName: this.tableName,
      Key: toAttributeMap(write.key),
      UpdateExpression: expression,
      ...conditional,
      ...names.attributes(),
    }
  }

  #condition(condition: Condition | undefined, names: ExpressionNames): Conditional {
    const text = condition === undefined ? true : compileCondition(condition, names)
    if (text === true) return {}
    return {
      ConditionExpression: text === false ? this.#never(names) : text,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }
  }

  /** Sent rather than answered here: the refusal has to bring the stored item. */
  #never(names: ExpressionNames): string {
    const pk = names.name(this.definition.key.pk.name)
    return `attribute_exists(${pk}) AND attribute_not_exists(${pk})`
  }

  #always(names: ExpressionNames): string {
    const pk = names.name(this.definition.key.pk.name)
    return `attribute_exists(${pk}) OR attribute_not_exists(${pk})`
  }
}

/** What a read of items by key asks for. @throws ValidationError */
function readOptions({
  consistent = false,
  attributes,
}: ReadOptions): Pick<
  GetItemCommandInput,
  'ConsistentRead' | 'ProjectionExpression' | 'ExpressionAttributeNames'
> {
  if (attributes === undefined) return consistent ? { ConsistentRead: true } : {}
  const names = new ExpressionNames()
  const projection = names.projection(checkedAttributes(attributes))
  return {
    ...(consistent && { ConsistentRead: true }),
    ...(projection !== undefined && { ProjectionExpression: projection }),
    ...names.attributes(),
  }
}

interface Conditional {
  ConditionExpression?: string
  ReturnValuesOnConditionCheckFailure?: 'ALL_OLD'
}

const stamp = (token: string): Update[number] => ({ action: 'set', path: [WRITE_TOKEN], value: token })

const unlessStamped = (token: string): Condition => ({ op: 'ne', path: [WRITE_TOKEN], value: token })

function toItem(record: StoredRecord, token?: string): AttributeMap {
  refuseReserved(Object.keys(record))
  const item = toAttributeMap(record)
  if (token !== undefined) item[WRITE_TOKEN] = { S: token }
  return item
}

/** Besides our own attribute, one that the SDK would silently lose whenever it reads an item. */
const RESERVED: readonly string[] = [WRITE_TOKEN, '__proto__']

function refuseReserved(names: readonly string[]): void {
  const reserved = names.find((name) => RESERVED.includes(name))
  if (reserved === undefined) return
  throw new ValidationError(`The attribute name ${reserved} is reserved`, [
    { path: `/${reserved}`, message: 'is a reserved name' },
  ])
}

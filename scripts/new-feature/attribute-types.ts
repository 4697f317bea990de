/** A value that the documentation shows. */
export type Example = string | number | boolean | readonly string[]

/* What an attribute of each type is called in the code of a model, of a filter and of a test. */

interface TypeCode {
  /** Of the DTO. */
  readonly type: string
  /** The schema; `options` are members of its options, each with a comma behind it. */
  schema(options: string): string
  /** What the schema calls. */
  readonly uses: readonly ('Type' | 'integer' | 'dateTime' | 'epochSeconds')[]
  /** In a key of a table of its own; the types without one are not for keys. */
  readonly key?: 'S' | 'N'
  /** In a key template of a shared table, where every key is text. */
  readonly format?: ':int' | ':num'
  readonly example: Example
  /** Another value for each `n`, as an expression. */
  other(n: string): string
}

/** A text that is another one for each `n`. */
const text = (n: string): string => (/^\d+$/.test(n) ? `'value-${n}'` : '`value-${' + n + '}`')

export const ATTRIBUTE_TYPES = {
  string: {
    type: 'string',
    schema: (options) => `Type.String({ minLength: 1, maxLength: 256, ${options} })`,
    uses: ['Type'],
    key: 'S',
    example: '',
    other: (n) => text(n),
  },
  integer: {
    type: 'number',
    schema: (options) => `integer({ ${options} })`,
    uses: ['integer'],
    key: 'N',
    format: ':int',
    example: 42,
    other: (n) => n,
  },
  number: {
    type: 'number',
    schema: (options) => `Type.Number({ ${options} })`,
    uses: ['Type'],
    key: 'N',
    format: ':num',
    example: 12.5,
    other: (n) => `${n} + 0.5`,
  },
  boolean: {
    type: 'boolean',
    schema: (options) => `Type.Boolean({ ${options} })`,
    uses: ['Type'],
    example: true,
    other: (n) => `${n} % 2 === 0`,
  },
  timestamp: {
    type: 'string',
    schema: (options) => `dateTime({ ${options} })`,
    uses: ['dateTime'],
    key: 'S',
    example: '2026-11-20T18:20:36.547Z',
    other: (n) => `new Date(1_800_000_000_000 + ${n} * 1000).toISOString()`,
  },
  'string[]': {
    type: 'string[]',
    schema: (options) => `Type.Array(Type.String({ maxLength: 256 }), { maxItems: 100, ${options} })`,
    uses: ['Type'],
    example: ['one', 'two'],
    other: (n) => `[${text(n)}]`,
  },
  expiry: {
    type: 'number',
    schema: (options) => `epochSeconds({ ${options} })`,
    uses: ['epochSeconds'],
    example: 4_102_444_800,
    other: (n) => `4_102_444_800 + ${n}`,
  },
} as const satisfies Readonly<Record<string, TypeCode>>

export type AttributeType = keyof typeof ATTRIBUTE_TYPES

/** Those that can be asked for; `expiry` comes with `--ttl`. */
export const ATTRIBUTE_TYPE_NAMES = Object.keys(ATTRIBUTE_TYPES).filter(
  (name) => name !== 'expiry',
) as readonly AttributeType[]

export const codeOf = ({ type }: { readonly type: AttributeType }): TypeCode => ATTRIBUTE_TYPES[type]

/** A value as TypeScript writes it. */
export const literal = (value: Example): string =>
  typeof value === 'string' || Array.isArray(value)
    ? JSON.stringify(value)
    : groups(value as number | boolean)

/** `4_102_444_800` */
const groups = (value: number | boolean): string =>
  typeof value === 'number' && Number.isInteger(value) && Math.abs(value) >= 10_000
    ? String(value).replace(/\B(?=(\d{3})+$)/g, '_')
    : String(value)

import { type Static, Type } from '@sinclair/typebox'

import type { Json } from './json.ts'

const strict = { additionalProperties: false } as const
const AnyJson = Type.Unsafe<Json>(Type.Unknown())
const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()])

const Parameter = Type.Object(
  {
    Type: Type.Union([Type.Literal('String'), Type.Literal('Number'), Type.Literal('CommaDelimitedList')]),
    Default: Type.Optional(Scalar),
    AllowedValues: Type.Optional(Type.Array(Scalar)),
    AllowedPattern: Type.Optional(Type.String()),
    MinLength: Type.Optional(Type.Number()),
    MaxLength: Type.Optional(Type.Number()),
    MinValue: Type.Optional(Type.Number()),
    MaxValue: Type.Optional(Type.Number()),
    Description: Type.Optional(Type.String()),
    NoEcho: Type.Optional(Type.Boolean()),
  },
  strict,
)

const Rule = Type.Object(
  {
    RuleCondition: Type.Optional(AnyJson),
    Assertions: Type.Array(Type.Object({ Assert: AnyJson, AssertDescription: Type.String() }, strict), {
      minItems: 1,
    }),
  },
  strict,
)

const Resource = Type.Object(
  {
    Type: Type.String({ pattern: '^AWS::\\w+::\\w+$' }),
    Condition: Type.Optional(Type.String()),
    DependsOn: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String())])),
    DeletionPolicy: Type.Optional(Type.String()),
    UpdateReplacePolicy: Type.Optional(Type.String()),
    Metadata: Type.Optional(AnyJson),
    Properties: Type.Optional(Type.Record(Type.String(), AnyJson)),
  },
  strict,
)

const Output = Type.Object(
  {
    Value: AnyJson,
    Description: Type.Optional(Type.String()),
    Condition: Type.Optional(Type.String()),
    Export: Type.Optional(AnyJson),
  },
  strict,
)

const section = <T extends Parameters<typeof Type.Record>[1]>(entry: T) =>
  Type.Optional(Type.Record(Type.String({ pattern: '^[A-Za-z0-9]+$' }), entry, strict))

/**
 * The sections and members that our templates use. Anything else is refused, so that a misspelt `Condtion` is a
 * fault and not a resource that is always there.
 */
export const TemplateSchema = Type.Object(
  {
    AWSTemplateFormatVersion: Type.Literal('2010-09-09'),
    Description: Type.String(),
    Metadata: Type.Optional(AnyJson),
    Parameters: section(Parameter),
    Rules: section(Rule),
    Conditions: section(AnyJson),
    Resources: Type.Record(Type.String({ pattern: '^[A-Za-z0-9]+$' }), Resource, strict),
    Outputs: section(Output),
  },
  strict,
)

export type Template = Static<typeof TemplateSchema>
export type ParameterDeclaration = Static<typeof Parameter>
export type ResourceDeclaration = Static<typeof Resource>

import { readsTable, type FeatureSpec } from '../spec.ts'
import { ACTIONS } from '../templates/cloudformation.ts'
import { addEntries, entriesOf, removeEntries } from './sections.ts'

/* What the API may do, in the template of its tier: a line a table and a line an index in policies that all share. */

interface Policy {
  /** Its logical id; a further one, begun when the first was full, has a number behind it. */
  readonly id: string
  readonly description: string
  readonly actions: readonly string[]
  /** What the feature adds, behind the name of its table. */
  readonly resources: readonly string[]
}

const policiesOf = (spec: FeatureSpec): readonly Policy[] => [
  {
    id: 'ApiTableAccess',
    description: 'what the service does with its tables',
    actions: ACTIONS,
    resources: [''],
  },
  {
    id: 'ApiScanAccess',
    description: 'tables that a list without a filter reads',
    actions: ['Scan'],
    resources: readsTable(spec) ? [''] : [],
  },
  {
    id: 'ApiIndexAccess',
    description: 'the indexes that the service queries',
    actions: ['Query'],
    resources: spec.indexes.map(({ physical }) => `/index/${physical}`),
  },
]

const PREFIX =
  'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Namespace}_${Environment}_'

/** The template with the table of the feature among those that the API may use. */
export function addGrants(text: string, spec: FeatureSpec, path: string): string {
  return policiesOf(spec).reduce((result, policy) => {
    const lines = policy.resources.map(
      (each) => `              - !Sub '${PREFIX}${spec.names.many.snake}${each}'\n`,
    )
    if (lines.length === 0) return result
    const [where, added] = blocksOf(result, policy, path).length
      ? [new RegExp(`^${policy.id}\\d*$`), lines.join('')]
      : [/^Api(?:Role|\w+Access)$/, `\n${blockOf(policy)}${lines.join('')}`]
    return addEntries(result, { section: 'Resources', after: where, path }, added)
  }, text)
}

/** The template without it; a policy that grants nothing goes too. */
export function removeGrants(text: string, spec: FeatureSpec, path: string): string {
  const isOurs = new RegExp(`_${spec.names.many.snake}(?:/index/[^']+)?'$`)
  return policiesOf(spec).reduce((result, policy) => {
    const lines = result.split('\n')
    for (const { start, end } of blocksOf(result, policy, path).reverse()) {
      const block = lines.slice(start, end)
      lines.splice(start, end - start, ...block.filter((line) => !isOurs.test(line)))
    }
    const without = lines.join('\n')
    const empty = blocksOf(without, policy, path).filter(
      ({ end }) => without.split('\n')[end - 1]?.trim() === 'Resource:',
    )
    return removeEntries(without, 'Resources', new Set(empty.map(({ name }) => name)), path)
  }, text)
}

const blocksOf = (text: string, { id }: Policy, path: string) =>
  entriesOf(text.split('\n'), 'Resources', path).filter(({ name }) => new RegExp(`^${id}\\d*$`).test(name))

const blockOf = ({ id, description, actions }: Policy): string => `  ${id}:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Description: ${description}
      Roles: [!Ref ApiRole]
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Action:
${actions.map((action) => `              - dynamodb:${action}\n`).join('')}            Resource:
`

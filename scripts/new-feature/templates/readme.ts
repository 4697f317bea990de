import { codeOf } from '../attribute-types.ts'
import { capitalOf, withArticle } from '../names.ts'
import { exampleKey } from './dto.ts'
import { hasFind, idOf, isOwned, ownerOf, readsTable, type FeatureSpec, type IndexSpec } from '../spec.ts'

/** `README.md` of the feature. Its last lines hold the command that made it, for the one that takes it away. */
export function readmeFile(spec: FeatureSpec): string {
  const { many } = spec.names
  return `# ${many.kebab}

## Purpose

${purpose(spec)}

## Access patterns and keys

${spec.isShared ? `Table \`entities\`, shared with other features; each item bears the name of its model (\`_type\` = \`${spec.names.one.camel}\`).` : `Table \`${many.snake}\` (\`{APP_NAMESPACE}_{APP_ENV}_${many.snake}\`), ${keyWords(spec)}.`}

| access pattern | answered by |
| --- | --- |
${patterns(spec)
  .map(([pattern, answer]) => `| ${pattern} | ${answer} |`)
  .join('\n')}

\`npx vitest run test/features/${many.kebab}\` proves that each is served by what stands beside it.

## Nuances

${nuances(spec)
  .map((each) => `- ${each}`)
  .join('\n')}

## How to remove it

\`npm run remove:feature -- ${many.kebab}\`, which says what was changed by hand since. It was made with

\`\`\`sh
${spec.command}
\`\`\`
`
}

function purpose(spec: FeatureSpec): string {
  const { many } = spec.names
  const owner = ownerOf(spec)
  const by = owner === undefined ? '' : ` by ${owner}`
  const found = spec.indexes.map(({ pk }) => pk.name)
  return `${capitalOf(many.words)}${by}: created, read, changed, replaced and deleted${found.length > 0 ? `, and found by ${found.join(', ')}` : ''}.`
}

function keyWords({ key }: FeatureSpec): string {
  const [pk, sk] = key
  return `partition key \`${pk}\`, ${sk === undefined ? 'no sort key' : `sort key \`${sk}\``}`
}

type Pattern = readonly [pattern: string, answer: string]

function patterns(spec: FeatureSpec): Pattern[] {
  const { one, many } = spec.names
  const owner = ownerOf(spec)
  const path = spec.key.map((name) => exampleKey(spec, name)).join('/')
  const constant = one.snake.toUpperCase()
  const key = (): string => {
    if (!spec.isShared) return 'the key'
    const values = spec.key.map((name) => exampleKey(spec, name))
    const pk = owner === undefined ? many.snake.toUpperCase() : `${owner.toUpperCase()}#${values[0] ?? ''}`
    return `the key \`${pk}\` / \`${constant}#${values.at(-1) ?? ''}\``
  }
  const all = (): Pattern => {
    if (owner !== undefined)
      return [
        `the ${many.words} of ${withArticle(owner)}, \`GET /${many.kebab}/${exampleKey(spec, owner)}\``,
        `key query: \`${owner}\`${spec.isShared ? `, sort key begins with \`${constant}#\`` : ''}`,
      ]
    if (spec.isShared) return [`all, \`GET /${many.kebab}\``, `key query: \`${many.snake.toUpperCase()}\``]
    return [`all, \`GET /${many.kebab}\``, 'the table is read']
  }
  const index = ({ physical, pk, sk }: IndexSpec): Pattern => [
    `those of ${withArticle(pk.name)}, \`GET /${many.kebab}?${pk.name}=…\``,
    `\`${physical}\` (\`${pk.name}\`, \`${typeof sk === 'string' ? sk : sk.name}\`)`,
  ]
  return [[`one, \`GET /${many.kebab}/${path}\``, key()], all(), ...spec.indexes.map(index)]
}

function nuances(spec: FeatureSpec): string[] {
  const { one, many } = spec.names
  const owner = ownerOf(spec)
  const sorted = spec.indexes.filter(({ sk }) => typeof sk !== 'string')
  const sparse = spec.indexes.filter(({ pk }) => pk.isNullable)
  const numbers = spec.indexes.filter(({ pk }) => codeOf(pk).key === 'N')
  const told: readonly (string | false)[] = [
    `**Ids** are any text that can be a segment of a path. Without \`${idOf(spec)}\` a new ${one.words} gets a random one.`,
    spec.isShared &&
      owner === undefined &&
      `**All ${many.words} stand in one partition**, so that they can be listed without reading the other features' items. DynamoDB writes about 1,000 small items a second into a partition: for more, give them a key of two parts or a table of their own.`,
    readsTable(spec) &&
      '**A list without a filter reads the table**, page by page; the access policy allows `Scan` for it (`scan: true` in the declaration).',
    isOwned(spec) &&
      `**Where callers are known** (authentication is on), the ${many.words} of ${withArticle(owner ?? '')} are their own${hasFind(spec) ? `; \`GET /${many.kebab}\` looks beyond one account, so it is for administrators` : ''}.`,
    hasFind(spec) &&
      `**\`GET /${many.kebab}\`** wants a filter that an index answers: it never reads the table.`,
    ...sorted.map(
      ({ name, sk }) =>
        `**\`${name}\`** answers in the order of \`${typeof sk === 'string' ? sk : sk.name}\`.`,
    ),
    ...sparse.map(({ name, pk }) => `**\`${name}\` is sparse**: what has no \`${pk.name}\` is not in it.`),
    numbers.length > 0 &&
      `**A number makes a partition of the index for each value**: right where there are many values, and hot where there are few.`,
    spec.ttl !== undefined &&
      `**Expiry**: with \`${spec.ttl}\` ${withArticle(one.words)} is gone from that second on for every reader; the store deletes it later.`,
    spec.isVersioned
      ? '**Versions** are ETags: a write with `If-Match` happens over that version only.'
      : '**No versions**: the last write wins, and there are no ETags. Only the members that a `PATCH` names are written.',
    !spec.isShared &&
      spec.indexes.length > 0 &&
      '**A further index** on a table that is deployed: one deployment for each.',
  ]
  return told.filter((each) => each !== false)
}

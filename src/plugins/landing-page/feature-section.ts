import type { TableDefinition } from '../../common/data/model/table.ts'
import type { LandingPageOptions, ShownFeature } from './landing-page-options.ts'
import { markup, type Markup } from './markup.ts'
import type { ShownOperation } from './operations.ts'
import type { Snapshot } from './snapshot.ts'
import { countOf, tableCard } from './table-card.ts'

type Items = Snapshot['items']

/** Each feature with its operations and the tables that are its own, then the tables of several or of none. */
export function featureSections(
  { features, tables, isCountExact }: LandingPageOptions,
  operations: readonly ShownOperation[],
  items: Items,
): Markup {
  const usersOf = (table: TableDefinition): readonly ShownFeature[] =>
    features.filter((feature) => feature.tables.includes(table.base))
  const isOwn = (table: TableDefinition): boolean => usersOf(table).length === 1
  const card = (table: TableDefinition): Markup =>
    tableCard(table, items.has(table.base) ? countOf(items.get(table.base), isCountExact) : '')
  const shared = tables
    .filter((table) => !isOwn(table))
    .sort((one, other) => usersOf(other).length - usersOf(one).length)
  const bands = features.map((feature) => {
    const used = tables.filter(({ base }) => feature.tables.includes(base))
    return featureBand(
      feature,
      operations.filter(({ tag }) => tag === feature.name),
      {
        own: used.filter(isOwn).map(card),
        shared: used.filter((table) => !isOwn(table)),
      },
    )
  })
  return markup`
<h2 class="overline" id="features">Features</h2>
${bands}
<section class="band" aria-labelledby="shared">
  <div class="about">
    <h2 id="shared">Shared tables</h2>
    <p>Used by several features, or by the service itself.</p>
  </div>
  <div class="tables">${shared.map(card)}</div>
</section>`
}

interface FeatureTables {
  readonly own: readonly Markup[]
  readonly shared: readonly TableDefinition[]
}

function featureBand(
  { name, description }: ShownFeature,
  operations: readonly ShownOperation[],
  { own, shared }: FeatureTables,
): Markup {
  return markup`
<section class="band" aria-labelledby="feature-${name}">
  <div class="about">
    <h3 id="feature-${name}">${name}</h3>
    <p>${description}.</p>
    <p><a href="/docs#/${name}">Documentation of ${name}</a></p>
  </div>
  <div class="tables">
    ${own}
    ${shared.map(({ base }) => markup`<p class="note">Kept in the shared table <a href="#table-${base}">${base}</a>.</p>`)}
    <details>
      <summary>${operations.length === 1 ? '1 operation' : `${operations.length} operations`}</summary>
      <ul class="operations">${operations.map(operationLine)}</ul>
    </details>
  </div>
</section>`
}

const operationLine = ({ id, tag, method, template, summary }: ShownOperation): Markup =>
  markup`<li><a href="/docs#/${tag}/${id}">${summary}</a> <code><b>${method}</b> ${template}</code></li>`

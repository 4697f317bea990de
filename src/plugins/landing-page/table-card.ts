import type { KeySchema, Projection, TableDefinition } from '../../common/data/model/table.ts'
import { markup, type Markup } from './markup.ts'

const TYPES = { S: 'text', N: 'number', B: 'bytes' } as const
const NUMBER = new Intl.NumberFormat('en')

/** A table with its keys, its indexes, and its number of items in words. */
export function tableCard(table: TableDefinition, count: string): Markup {
  const { base, key, indexes, ttl, stream } = table
  const rows = Object.entries(indexes).map(([name, index]) =>
    row(name, index, `${index.kind} index, ${projectionOf(index.projection)}`),
  )
  const traits = [
    ...(ttl === undefined ? [] : [`items expire by ${ttl}`]),
    ...(stream === undefined ? [] : ['changes can be followed']),
  ]
  return markup`
<div class="card" id="table-${base}">
  <p class="card-title"><b id="name-${base}">${base}</b> ${traits.join(', ')} <span>${count}</span></p>
  <div class="scroll" tabindex="0" role="region" aria-label="Keys and indexes of ${base}">
    <table aria-labelledby="name-${base}">
      <thead><tr><th scope="col">Name</th><th scope="col">Partition key</th><th scope="col">Sort key</th><th scope="col">Kind</th></tr></thead>
      <tbody>${row(base, key, 'table')}${rows}</tbody>
    </table>
  </div>
</div>`
}

const row = (name: string, { pk, sk }: KeySchema, what: string): Markup => markup`
<tr><th scope="row">${name}</th><td>${keyOf(pk)}</td><td>${sk && keyOf(sk)}</td><td class="what">${what}</td></tr>`

const keyOf = ({ name, type }: KeySchema['pk']): Markup =>
  markup`<code>${name}</code>${type === 'S' ? '' : ` ${TYPES[type]}`}`

function projectionOf(projection: Projection): string {
  if (projection === 'ALL') return 'all attributes'
  return projection === 'KEYS_ONLY' ? 'keys only' : `with ${projection.join(', ')}`
}

/** @param isExact false where the backend gives an estimate */
export function countOf(items: number | undefined, isExact: boolean): string {
  if (items === undefined) return 'items not known'
  const count = items === 1 ? '1 item' : `${NUMBER.format(items)} items`
  return isExact ? count : `about ${count}`
}

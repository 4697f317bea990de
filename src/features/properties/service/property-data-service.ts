import type { Page } from '../../../common/data/abstract-data-service.ts'
import type { DataContext } from '../../../common/data/data-context.ts'
import { ConflictError, NotFoundError, ValidationError } from '../../../common/data/errors.ts'
import { TableDataService } from '../../../common/data/table-data-service.ts'
import { transact, type PlannedWrite } from '../../../common/data/transaction.ts'
import type { StoredImage } from '../model/property-image.ts'
import { propertyModel, type Property, type PropertyDraft } from '../model/property-table.ts'
import { propertyModified, propertyNotFound } from './property-errors.ts'
import { newestOfAll, priceTest, type PageOf, type PriceRange } from './property-list.ts'

export type PropertyOrder = 'newest' | 'cheapest' | 'dearest'

export interface PropertyListOptions extends PageOf {
  readonly city?: string | undefined
  readonly state?: string | undefined
  readonly price: PriceRange
  readonly order: PropertyOrder
}

type Changes = Partial<PropertyDraft & { readonly images: StoredImage[] }>

export class PropertyDataService extends TableDataService<typeof propertyModel> {
  constructor(context: DataContext) {
    super(propertyModel, context)
  }

  /** A new property, not yet stored. */
  planOffer(draft: PropertyDraft): PlannedWrite<Property> {
    const now = new Date().toISOString()
    return this.planCreate({ ...draft, createdAt: now, updatedAt: now })
  }

  /** Stores it, and its companions, in one transaction. */
  async offer(planned: PlannedWrite<Property>, companions: readonly PlannedWrite[]): Promise<void> {
    await transact(this.context.store, [planned, ...companions])
  }

  /** @throws NotFoundError */
  async load(propertyId: string): Promise<Property> {
    const property = await this.get(propertyId)
    if (!property) throw propertyNotFound()
    return property
  }

  /**
   * Changes a property as it was read, and nothing that anybody made of it since.
   * @throws ConflictError when somebody did, NotFoundError when it is gone
   */
  async change(before: Property, changes: Changes): Promise<Property> {
    const { propertyId, version } = before
    const updatedAt = laterThan(before.updatedAt)
    try {
      return await this.update(propertyId, { set: { ...changes, updatedAt } }, { version })
    } catch (error) {
      if (error instanceof ConflictError) throw propertyModified(error)
      throw error instanceof NotFoundError ? propertyNotFound(error) : error
    }
  }

  /**
   * A page, always through an index: the order chooses it, what it does not answer is filtered.
   * @throws ValidationError for an order by price of every city and state
   */
  async page({
    city,
    state,
    price,
    order,
    ...page
  }: PropertyListOptions): Promise<Pick<Page<Property>, 'items' | 'nextCursor'>> {
    const isNewest = order === 'newest'
    if (city === undefined && state === undefined) {
      if (isNewest) return newestOfAll(this, this.context.cursors, price, page)
      throw new ValidationError('A list in the order of prices needs a city or a state')
    }
    const test = priceTest(price)
    const filters = {
      ...(city !== undefined && { city }),
      ...(state !== undefined && { state }),
      ...(test && { price: test }),
    }
    const [inCity, inState] = isNewest
      ? (['newestInCity', 'newestInState'] as const)
      : (['byCityAndPrice', 'byStateAndPrice'] as const)
    const index = city === undefined ? inState : inCity
    return this.query(filters, { ...page, index, reverse: order !== 'cheapest' })
  }
}

/** Now, and later than the change before also within one millisecond or when a clock was put back. */
function laterThan(before: string): string {
  return new Date(Math.max(Date.now(), Date.parse(before) + 1)).toISOString()
}

import { createSchema, only, responseSchema } from '../../../../common/http/entity-schemas.ts'
import { orderModel, type Order, type OrderInput } from '../../model/order-table.ts'

/** An order as clients see it: no version (it is the ETag), no keys of the store. */
export class OrderDto implements Omit<Order, 'version'> {
  readonly userId: string
  readonly orderId: string
  readonly lines: Order['lines']
  readonly total: number
  readonly status: 'placed' | 'cancelled'
  readonly placedAt: string
  readonly cancelledAt: string | null

  private constructor(order: Order) {
    this.userId = order.userId
    this.orderId = order.orderId
    this.lines = order.lines
    this.total = order.total
    this.status = order.status
    this.placedAt = order.placedAt
    this.cancelledAt = order.cancelledAt
  }

  static fromModel(order: Order): OrderDto {
    return new OrderDto(order)
  }
}

export type CreateOrderDto = Pick<OrderInput, 'orderId' | 'lines'>

const { attributes } = orderModel

export const OrderSchema = responseSchema<OrderDto>(attributes, {
  $id: 'Order',
  title: 'Order',
  description: 'What a user has ordered',
})

export const CreateOrderSchema = createSchema<CreateOrderDto>(only(attributes, 'orderId', 'lines'), {
  $id: 'CreateOrder',
  title: 'CreateOrder',
  description: 'A new order; without an id it gets one',
  examples: [{ lines: [{ product: 'Lamp oil, 5 l', quantity: 2, unitPrice: 1250 }] }],
})

export const exampleOrder: OrderDto = OrderDto.fromModel({
  userId: 'johndoe',
  orderId: '2026-0042',
  lines: [{ product: 'Lamp oil, 5 l', quantity: 2, unitPrice: 1250 }],
  total: 2500,
  status: 'placed',
  placedAt: '2026-11-20T18:20:36.547Z',
  cancelledAt: null,
  version: 1,
})

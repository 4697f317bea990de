import type { Answer, FuzzRequest } from './request.ts'

/**
 * Refusals of input that fits its schema: rules which the document tells in words, since a schema has none for them. Each
 * by the operation and the detail of its problem; any other 400 to valid input is a fault.
 */
const RULES: Readonly<Record<string, readonly RegExp[]>> = {
  createPassengerBatch: [/has the same id as item/],
  streamJobEvents: [/has not reached/],
  streamNotifications: [/has not reached/],
  listProperties: [/needs city or state with -?price/],
  listNotifications: [
    /notificationType or notificationName must be given/,
    /cannot be given with/,
    /goes with notificationName only/,
  ],
  placeOrder: [/total of the order is not a safe integer/],
  runTodoBatch: [/is named twice/],
  updateNotification: [/dateTime is immutable/],
  orderImages: [/must name each image of the property once/],
}

export function isByRule({ operation }: FuzzRequest, { status, json }: Answer): boolean {
  const { detail = '' } = (json ?? {}) as { readonly detail?: string }
  return status === 400 && (RULES[operation.id] ?? []).some((rule) => rule.test(detail))
}

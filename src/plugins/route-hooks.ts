import type { onRequestHookHandler, RouteOptions } from 'fastify'

/**
 * Puts an `onRequest` hook before those of one route, from an `onRoute` hook: routes that do not need a check
 * do not pay for the question.
 */
export function prependHook(route: RouteOptions, hook: onRequestHookHandler): void {
  const existing = route.onRequest
  route.onRequest =
    existing === undefined ? [hook] : [hook, ...(Array.isArray(existing) ? existing : [existing])]
}

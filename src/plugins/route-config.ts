declare module 'fastify' {
  interface FastifyContextConfig {
    /** Documented name of the path parameter `*`: `/passengers/*` reads `/passengers/{id}` in OpenAPI. */
    wildcard?: string
    /** Media types of the answers where they are not JSON; `any` for a route that never answers 406. */
    produces?: readonly string[] | 'any'
    /** False for routes that machines call every few seconds. */
    accessLog?: boolean
  }
}

export {}

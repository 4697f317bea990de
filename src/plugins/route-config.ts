declare module 'fastify' {
  interface FastifyContextConfig {
    /** Documented name of the path parameter `*`: `/passengers/*` reads `/passengers/{id}` in OpenAPI. */
    wildcard?: string
    /** Media types of the answers where they are not JSON; `any` for a route that never answers 406. */
    produces?: readonly string[] | 'any'
    /**
     * Who may call the route where authentication is on: anybody, whoever may read (for a `POST` that changes nothing),
     * or administrators. Without it: whoever may read, or write, as the method says.
     */
    access?: 'public' | 'read' | 'admin'
    /** The path parameter that has to be the caller's own id, where authentication is on. */
    ownedBy?: string
    /** False for routes that take as long as their client does: event streams and files. */
    deadline?: boolean
    /** False for routes that machines call every few seconds. */
    accessLog?: boolean
  }
}

export {}

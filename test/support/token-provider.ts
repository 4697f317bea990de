import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose'

export interface SigningKey {
  readonly kid: string
  readonly alg: string
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
  readonly jwk: JWK
}

export async function signingKey(kid: string, alg = 'RS256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { kid, alg, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

export const CLIENT_ID = 'web-client'

/** An OpenID provider on loopback, as far as this service sees one: a key set, and tokens like Cognito's. */
export class TokenProvider {
  readonly issuer: string
  /** The keys that it publishes. */
  keys: readonly SigningKey[]
  /** Answers 500 to all. */
  isDown = false
  reads = 0
  readonly #server: Server

  private constructor(server: Server, key: SigningKey) {
    this.#server = server
    this.keys = [key]
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pool`
    server.on('request', (request, response) => {
      this.reads += 1
      if (this.isDown || request.url !== '/pool/.well-known/jwks.json') response.writeHead(500).end()
      else response.end(JSON.stringify({ keys: this.keys.map(({ jwk }) => jwk) }))
    })
  }

  static async start(): Promise<TokenProvider> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new TokenProvider(server, await signingKey('first'))
  }

  get key(): SigningKey {
    const [key] = this.keys
    if (!key) throw new Error('The provider has no key')
    return key
  }

  /** Claims of an access token of Cognito's. */
  claims(changes: JWTPayload = {}): JWTPayload {
    const now = Math.floor(Date.now() / 1000)
    return {
      sub: 'ann',
      iss: this.issuer,
      client_id: CLIENT_ID,
      token_use: 'access',
      scope: 'openid',
      iat: now,
      exp: now + 600,
      ...changes,
    }
  }

  /** A good token, but for the changes; `undefined` removes a claim. */
  async token(
    changes: JWTPayload = {},
    header: Readonly<Record<string, unknown>> = {},
    key: SigningKey = this.key,
  ): Promise<string> {
    return new SignJWT(this.claims(changes))
      .setProtectedHeader({ alg: key.alg, kid: key.kid, ...header })
      .sign(key.privateKey)
  }

  environment(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
    return { AUTH_ENABLED: 'true', OIDC_ISSUER: this.issuer, OIDC_CLIENT_ID: CLIENT_ID, ...changes }
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

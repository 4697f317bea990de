import type { KeysEvent } from './common/auth/keys-event.ts'
import { isLoopback } from './common/loopback.ts'
import { commaList, ConfigError, type Config } from './config.ts'
import type { AuthenticationOptions } from './plugins/authentication.ts'

/**
 * How callers are known, as configured; undefined where authentication is off, and then nothing of it is loaded.
 * @throws ConfigError
 */
export async function createAuthentication(
  config: Config,
  observe: (event: KeysEvent) => void,
): Promise<AuthenticationOptions | undefined> {
  if (!config.AUTH_ENABLED) return undefined
  const issuer = needed('OIDC_ISSUER', config.OIDC_ISSUER)
  const clientId = needed('OIDC_CLIENT_ID', config.OIDC_CLIENT_ID)
  const url = config.OIDC_JWKS_URL ?? `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`
  if (url.startsWith('http:') && config.APP_ENV !== 'dev' && !isLoopback(url)) {
    throw new ConfigError(
      'Bad configuration:\n  OIDC_JWKS_URL: outside APP_ENV=dev keys are read by https only',
    )
  }
  const { RemoteKeys } = await import('./common/auth/remote-keys.ts')
  const { tokenVerifier } = await import('./common/auth/token-verifier.ts')
  const keys = new RemoteKeys({ url, observe })
  return {
    verify: tokenVerifier({
      issuer,
      audiences: commaList(clientId),
      algorithms: commaList(config.OIDC_ALGORITHMS),
      types: commaList(config.OIDC_TOKEN_TYPES),
      uses: commaList(config.OIDC_TOKEN_USES),
      clockToleranceSeconds: config.OIDC_CLOCK_TOLERANCE_SECONDS,
      findKey: keys.find,
    }),
    scopes: {
      read: config.OIDC_READ_SCOPE,
      write: config.OIDC_WRITE_SCOPE,
      admin: config.OIDC_ADMIN_SCOPE,
    },
  }
}

function needed(name: string, value: string | undefined): string {
  if (value !== undefined && value !== '') return value
  throw new ConfigError(`Bad configuration:\n  ${name}: needed with AUTH_ENABLED=true`)
}

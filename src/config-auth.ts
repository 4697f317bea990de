import { Type } from '@sinclair/typebox'

const ALGORITHM = '(RS|PS|ES)(256|384|512)|EdDSA'
const listOf = (item: string) => `^(${item})( *, *(${item}))*$`
const scope = (description: string) =>
  Type.String({ default: '', pattern: '^[\\x21\\x23-\\x5B\\x5D-\\x7E]*$', description })

/** The variables of authentication. */
export const authVariables = {
  AUTH_ENABLED: Type.Boolean({
    default: false,
    description: 'Ask for a token of an OpenID provider on every route but the public ones',
  }),
  OIDC_ISSUER: Type.Optional(
    Type.String({
      pattern: '^https?://[^\\s?#]+$',
      description: 'The provider, exactly as `iss` of its tokens has it; needed with `AUTH_ENABLED`',
    }),
  ),
  OIDC_CLIENT_ID: Type.String({
    default: '',
    description:
      'Comma-separated audiences: one of them has to be in `aud`, or be the `client_id` of a token without; needed with `AUTH_ENABLED`',
  }),
  OIDC_JWKS_URL: Type.Optional(
    Type.String({
      pattern: '^https?://\\S+$',
      description: 'Where the provider’s keys are; by default `{OIDC_ISSUER}/.well-known/jwks.json`',
    }),
  ),
  OIDC_ALGORITHMS: Type.String({
    default: 'RS256',
    pattern: listOf(ALGORITHM),
    description: 'Comma-separated signature algorithms that are taken',
  }),
  OIDC_TOKEN_TYPES: Type.String({
    default: 'none, jwt, at+jwt',
    pattern: listOf('[a-z0-9+.-]+'),
    description: 'Comma-separated `typ` headers that are taken, in lower case; `none` for a token without',
  }),
  OIDC_TOKEN_USES: Type.String({
    default: 'access, id',
    pattern: listOf('[a-z]+'),
    description: 'Comma-separated values that Cognito’s `token_use` may have, where a token has it',
  }),
  OIDC_READ_SCOPE: scope('Scope that reading needs; none when empty'),
  OIDC_WRITE_SCOPE: scope('Scope that writing needs; none when empty'),
  OIDC_ADMIN_SCOPE: scope('Scope that gives everything, and every account; nobody has it when empty'),
  OIDC_CLOCK_TOLERANCE_SECONDS: Type.Integer({
    default: 30,
    minimum: 0,
    maximum: 60,
    description: 'How far the provider’s clock may be from this one',
  }),
}

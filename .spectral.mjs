import { schema } from '@stoplight/spectral-functions'
import owasp from '@stoplight/spectral-owasp-ruleset'
import { oas } from '@stoplight/spectral-rulesets'

/** What the service reads: bodies, and parameters of path and query. Node itself bounds headers (431). */
const READ = ['$.paths[*][*].requestBody', "$.paths[*][*].parameters[?(@ && @.in !== 'header')].schema"]
/** A schema of this type in what the service reads, at any depth. */
const read = (type) =>
  READ.flatMap((place) => [
    `${place}..[?(@ && @.type === '${type}')]`,
    // The schema of a parameter is such a schema itself.
    ...(place.endsWith('schema')
      ? [`${place.slice(0, -'.schema'.length)}[?(@property === 'schema' && @.type === '${type}')]`]
      : []),
  ])
const bounded = (name, type) => ({ ...owasp.rules[name], given: read(type) })

/**
 * Spectral's rules for OpenAPI and those of OWASP, every one of them, and any finding fails. What is changed or off is
 * here, with its reason.
 */
export default {
  extends: [
    [oas, 'all'],
    [owasp, 'all'],
  ],
  rules: {
    // Limits are against clients that send too much, so they are asked of what is read; an answer is as large as what
    // was stored, which was limited when it was read.
    'owasp:api4:2023-string-limit': {
      ...bounded('owasp:api4:2023-string-limit', 'string'),
      then: {
        function: schema,
        functionOptions: {
          schema: {
            anyOf: [
              { required: ['maxLength'] },
              { required: ['enum'] },
              { required: ['const'] },
              // A pattern that ends with a count, such as ^[0-9]{1,15}$, and a moment, have a longest text as well.
              { required: ['pattern'], properties: { pattern: { pattern: String.raw`\{\d+,\d+\}\$$` } } },
              { required: ['format'], properties: { format: { const: 'date-time' } } },
            ],
          },
        },
      },
    },
    'owasp:api4:2023-array-limit': bounded('owasp:api4:2023-array-limit', 'array'),
    // As above; a number of an enum is limited by the enum, which the rule does not see.
    'owasp:api4:2023-integer-limit': 'off',
    'owasp:api4:2023-integer-limit-legacy': 'off',
    // Names, titles and descriptions are free text: there is no pattern that a passenger's name has.
    'owasp:api4:2023-string-restricted': 'off',
    // CORS is off unless CORS_ALLOWED_ORIGINS names origins; then every answer has its headers, errors too
    // (test/plugins/cors.test.ts). A header in each of the answers here would say otherwise.
    'owasp:api8:2023-define-cors-origin': 'off',
    // The limiter is off unless RATE_LIMIT_MAX is set, since a gateway usually has one; then every answer has
    // RateLimit headers (test/plugins/rate-limit.test.ts). The 429 with its Retry-After is documented always.
    'owasp:api4:2023-rate-limit': 'off',
    // An order for readers: what the service is about first, the service itself last.
    'openapi-tags-alphabetical': 'off',
    // The software is the licensee's to run, and so is the contact.
    'info-contact': 'off',
  },
  overrides: [
    {
      // Asked by load balancers, which have no token and must not be limited; they ask nothing that could fail
      // unexpectedly, and the document is held to what they answer.
      files: ['/health/live', '/health/ready', '/version'].map(
        (path) => `**#/paths/${path.replaceAll('/', '~1')}`,
      ),
      rules: {
        'owasp:api4:2023-rate-limit-responses-429': 'off',
        'owasp:api8:2023-define-error-responses-401': 'off',
        'owasp:api8:2023-define-error-responses-500': 'off',
        'owasp:api2:2023-read-restricted': 'off',
      },
    },
  ],
}

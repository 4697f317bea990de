import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { HttpProblem } from '../common/http/http-error.ts'
import {
  PROBLEM_CATALOGUE,
  PROBLEM_TYPE_PREFIX,
  type ProblemCode,
  problemType,
} from '../common/http/problem-catalogue.ts'
import './route-config.ts'

const pageOf = (code: ProblemCode) => ({ type: problemType(code), code, ...PROBLEM_CATALOGUE[code] })
type ProblemPage = ReturnType<typeof pageOf>

const codes = Object.keys(PROBLEM_CATALOGUE) as ProblemCode[]
const pages = new Map(codes.map((code) => [problemType(code), pageOf(code)]))

// Only text of the catalogue comes in here, so there is nothing to escape but what the catalogue itself holds.
const html = (title: string, body: string): string =>
  `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>${title}</title>\n<h1>${title}</h1>\n${body}\n</html>\n`

const htmlPage = ({ title, description, status, code }: ProblemPage): string =>
  html(title, `<p>${description}</p>\n<p>Status ${status}, code <code>${code}</code></p>`)

const htmlIndex = (): string => {
  const lines = [...pages.values()].map(
    ({ type, title, status }) => `<li><a href="${type}">${title}</a> (${status})</li>`,
  )
  return html('Problems', `<ul>\n${lines.join('\n')}\n</ul>`)
}

/** Serves the page of each problem type, so that the `type` link of a problem leads somewhere. */
function problemPages(app: FastifyInstance, _options: object, done: () => void): void {
  const config = { access: 'public' } as const
  const wantsHtml = (accept: string | undefined): boolean => accept?.includes('text/html') ?? false

  app.get(PROBLEM_TYPE_PREFIX.slice(0, -1), { config, schema: { hide: true } }, (request, reply) =>
    wantsHtml(request.headers.accept)
      ? reply.type('text/html; charset=utf-8').send(htmlIndex())
      : reply.send({ items: [...pages.values()] }),
  )

  app.get<{ Params: { name: string } }>(
    `${PROBLEM_TYPE_PREFIX}:name`,
    { config, schema: { hide: true } },
    (request, reply) => {
      const page = pages.get(PROBLEM_TYPE_PREFIX + request.params.name)
      if (!page) throw new HttpProblem('not_found', 'There is no such type of problem.')
      return wantsHtml(request.headers.accept)
        ? reply.type('text/html; charset=utf-8').send(htmlPage(page))
        : reply.send(page)
    },
  )
  done()
}

export const problemPagesPlugin = fp(problemPages, { name: 'problem-pages', fastify: '5.x' })

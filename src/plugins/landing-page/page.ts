import { featureSections } from './feature-section.ts'
import { jobSection } from './job-section.ts'
import type { LandingPageOptions } from './landing-page-options.ts'
import { markup, type Markup } from './markup.ts'
import type { ShownOperation } from './operations.ts'
import { requestSection } from './request-section.ts'
import type { Snapshot } from './snapshot.ts'

export interface PageParts {
  readonly options: LandingPageOptions
  readonly operations: readonly ShownOperation[]
  readonly snapshot: Snapshot
  /** `http://127.0.0.1:3000` */
  readonly origin: string
  /** Where its style, script and icon are. */
  readonly assets: string
}

/** The whole page, which works without its script. */
export function pageOf({ options, operations, snapshot, origin, assets }: PageParts): string {
  const { title, jobs, needsToken } = options
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="${assets}/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${assets}/style.css">
<script src="${assets}/script.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
${masthead(options, snapshot, assets)}
<main id="main">
${requestSection(options, operations, origin)}
${needsToken || !jobs ? undefined : jobSection(jobs, snapshot.jobs)}
${featureSections(options, operations, snapshot.items)}
</main>
${footer(options)}
</body>
</html>
`.text
}

function masthead(
  { title, description, backend }: LandingPageOptions,
  { isReady }: Snapshot,
  assets: string,
): Markup {
  const health = isReady ? `Healthy: ${backend} answers` : `Not ready: ${backend} does not answer`
  return markup`<header>
  <p class="brand"><img src="${assets}/icon.svg" alt="" width="56" height="42"></p>
  <h1>${title}</h1>
  <p class="lead">${description}</p>
  <p class="health" role="status" id="health" data-ready="${String(isReady)}" data-backend="${backend}"><span>${health}</span></p>
  <nav aria-label="Documentation">
    <ul>
      <li><a class="primary" href="/docs">Documentation</a></li>
      <li><a href="/openapi.json">OpenAPI document</a></li>
      <li><a href="/problems">Problems</a></li>
      <li><a href="/health/ready">Health</a></li>
    </ul>
  </nav>
</header>`
}

const footer = ({ title, version, build }: LandingPageOptions): Markup =>
  markup`<footer><p>${title} ${version}, build ${build}. <a href="/version">Version as JSON</a></p></footer>`

import type { ShownJob, ShownJobs } from './landing-page-options.ts'
import { markup, type Markup } from './markup.ts'
import { RECENT_JOBS } from './snapshot.ts'

/** The newest jobs. The script keeps them as they are now, and offers to submit one. */
export function jobSection(jobs: ShownJobs, recent: readonly ShownJob[] | undefined): Markup {
  const { path, events, example } = jobs
  const button =
    example &&
    markup`<button type="button" id="run" data-body="${JSON.stringify(example)}" hidden>Run an example job</button>`
  return markup`
<section class="band" aria-labelledby="jobs" id="job-section" data-jobs="${path}" data-events="${events}" data-limit="${RECENT_JOBS}">
  <div class="about">
    <h2 id="jobs">Recent jobs</h2>
    <p class="live">Work in the background, the newest first.</p>
    ${button}
    <p id="by-hand">Load the page again to see how they go on.</p>
  </div>
  <div>
    <p class="note" id="no-jobs"${(recent ?? []).length > 0 ? markup` hidden` : undefined}>${recent ? 'None yet.' : 'They cannot be read now.'}</p>
    <ol class="jobs" id="job-list">${(recent ?? []).map((job) => jobRow(job, path))}</ol>
    <p class="unseen" role="status" id="job-news"></p>
  </div>
  <template id="job-row">${jobRow(BLANK, path)}</template>
</section>`
}

const BLANK: ShownJob = {
  jobId: '',
  jobType: '',
  status: '',
  progress: { percent: 0, message: null },
  createdAt: '',
}

/** Until the script says it in the time of the reader. */
const timeOf = (iso: string): string => (iso === '' ? '' : `${iso.slice(11, 19)} UTC`)

/** The script fills the same row by its classes. */
function jobRow({ jobId, jobType, status, progress, createdAt }: ShownJob, path: string): Markup {
  return markup`
<li class="job" data-id="${jobId}" data-status="${status}">
  <div class="job-line">
    <a class="job-type" href="${path}/${jobId}">${jobType}</a>
    <span class="job-message">${progress.message ?? ''}</span>
    <span class="job-status">${status.toLowerCase()}</span>
    <time datetime="${createdAt}">${timeOf(createdAt)}</time>
  </div>
  <progress max="100" value="${progress.percent}" aria-label="Progress of ${jobType}"></progress>
</li>`
}

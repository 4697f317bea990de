/**
 * Keeps the page as things are: health and the newest jobs every few seconds, and each job that is not finished by its
 * event stream. Text, because the service has no build step for browsers; test/browser runs it. Everything that comes
 * from the service is put in as text, never as HTML.
 */
export const SCRIPT = `'use strict'
const INTERVAL_MS = 5000
// A browser has six connections to a host, and a stream keeps one.
const MAX_STREAMS = 3
const FINAL = new Set(['COMPLETED', 'FAILED', 'CANCELLED'])

const health = document.getElementById('health')
const section = document.getElementById('job-section')
const streams = new Map()

async function refreshHealth() {
  const backend = health.dataset.backend
  let state = { ready: 'false', text: 'Not reachable' }
  try {
    const { ok } = await fetch('/health/ready')
    state = ok ? { ready: 'true', text: 'Healthy: ' + backend + ' answers' } : { ready: 'false', text: 'Not ready' }
  } catch {}
  // Said anew only when it changed: it is read aloud.
  if (health.textContent === state.text) return
  health.dataset.ready = state.ready
  health.firstElementChild.textContent = state.text
}

function createRow() {
  return document.getElementById('job-row').content.firstElementChild.cloneNode(true)
}

function fill(row, job) {
  const { jobId, jobType, status, progress, createdAt } = job
  const link = row.querySelector('.job-type')
  const time = row.querySelector('time')
  const bar = row.querySelector('progress')
  const wasFinal = FINAL.has(row.dataset.status)
  if (row.dataset.status && !wasFinal && FINAL.has(status)) {
    document.getElementById('job-news').textContent = jobType + ' is ' + status.toLowerCase()
  }
  row.dataset.id = jobId
  row.dataset.status = status
  link.textContent = jobType
  link.href = section.dataset.jobs + '/' + encodeURIComponent(jobId)
  row.querySelector('.job-message').textContent = progress.message ?? ''
  row.querySelector('.job-status').textContent = status.toLowerCase()
  time.dateTime = createdAt
  time.textContent = new Date(createdAt).toLocaleTimeString()
  bar.value = progress.percent
  bar.setAttribute('aria-label', 'Progress of ' + jobType)
}

function show(jobs) {
  const list = document.getElementById('job-list')
  const rows = new Map([...list.children].map((row) => [row.dataset.id, row]))
  const wanted = jobs.map((job) => {
    const row = rows.get(job.jobId) ?? createRow()
    fill(row, job)
    return row
  })
  // Rows that stay are not moved: the keyboard may be in one.
  for (const row of list.children) if (!wanted.includes(row)) row.remove()
  wanted.forEach((row, index) => {
    if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null)
  })
  document.getElementById('no-jobs').hidden = jobs.length > 0
  for (const job of jobs) if (!FINAL.has(job.status)) follow(job.jobId)
}

function follow(jobId) {
  if (streams.has(jobId) || streams.size >= MAX_STREAMS) return
  const stream = new EventSource(section.dataset.events + '/' + encodeURIComponent(jobId))
  const end = () => {
    stream.close()
    streams.delete(jobId)
  }
  streams.set(jobId, stream)
  stream.onmessage = ({ data }) => {
    if (data === '[DONE]') return end()
    const row = [...document.getElementById('job-list').children].find((each) => each.dataset.id === jobId)
    if (row) fill(row, JSON.parse(data))
    else end()
  }
  // A stream that was refused is tried again with the next list; one that broke comes back by itself.
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) end()
  }
}

async function refreshJobs() {
  const response = await fetch(section.dataset.jobs + '?limit=' + section.dataset.limit)
  if (response.ok) show((await response.json()).items)
}

async function submit(button) {
  button.disabled = true
  try {
    const headers = { 'content-type': 'application/json' }
    await fetch(section.dataset.jobs, { method: 'POST', headers, body: button.dataset.body })
    await refreshJobs()
  } finally {
    button.disabled = false
  }
}

async function refresh() {
  if (document.hidden) return
  await refreshHealth()
  if (section && health.dataset.ready === 'true') await refreshJobs()
}

const quietly = (work) => work.catch(() => undefined)
if (section) document.getElementById('by-hand').hidden = true
const run = document.getElementById('run')
if (run) {
  run.hidden = false
  run.addEventListener('click', () => quietly(submit(run)))
}
// Soon, so that a job that is already under way moves at once.
quietly(refresh())
setInterval(() => quietly(refresh()), INTERVAL_MS)
document.addEventListener('visibilitychange', () => quietly(refresh()))
window.addEventListener('pagehide', () => {
  for (const stream of streams.values()) stream.close()
  streams.clear()
})
`

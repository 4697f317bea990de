/** Two schemes and one layout: what a band is about stands left, what is in it right; below each other where narrow. */
export const STYLE = `:root {
  color-scheme: light dark;
  --ground: #fbfaf7;
  --surface: #ffffff;
  --ink: #1b2429;
  --soft: #55636b;
  --line: #e2e0d9;
  --accent: #0f5c6e;
  --on-accent: #ffffff;
  --good: #1d7a4b;
  --bad: #b3261e;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'Liberation Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10171b;
    --surface: #172026;
    --ink: #e6ebee;
    --soft: #9fb0b9;
    --line: #2a363d;
    --accent: #7cc7d8;
    --on-accent: #0b2830;
    --good: #6fcf9b;
    --bad: #f2938c;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto;
  padding: 0 clamp(1.25rem, 5vw, 4rem);
  max-width: 76rem;
  background: var(--ground);
  color: var(--ink);
  font: 1rem/1.6 ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
}
h1, h2, h3, p, ol, ul, pre { margin: 0; }
ol, ul { padding: 0; list-style: none; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
code, pre { font-family: var(--mono); font-size: 0.875rem; }
[hidden] { display: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 1rem; background: var(--accent); color: var(--on-accent); }
.skip:focus { top: 1rem; }

header { padding: clamp(2.5rem, 8vw, 5rem) 0 clamp(2rem, 5vw, 3.5rem); }
.brand img { display: block; }
h1 { margin-top: 1rem; font-size: clamp(2.25rem, 6vw, 3.25rem); line-height: 1.1; letter-spacing: -0.025em; font-weight: 650; }
.lead { margin-top: 0.75rem; max-width: 42rem; color: var(--soft); font-size: 1.125rem; }
.health { display: inline-flex; align-items: center; gap: 0.6rem; margin-top: 1.5rem; font-weight: 550; color: var(--good); }
.health::before { content: ''; width: 0.6rem; height: 0.6rem; border-radius: 50%; background: currentcolor; }
.health[data-ready='false'] { color: var(--bad); }
.health[data-ready='false']::before { border-radius: 0; }
nav { margin-top: 1.5rem; }
nav ul { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.75rem; }
nav li a { display: inline-block; padding: 0.4rem 0; }
nav a.primary, button {
  padding: 0.55rem 1.1rem;
  border: 0;
  border-radius: 6px;
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-weight: 600;
  text-decoration: none;
  cursor: pointer;
}
nav a.primary:hover, button:hover { filter: brightness(1.12); }
button:disabled { opacity: 0.6; cursor: default; }

.band { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 1.25rem clamp(2rem, 5vw, 4.5rem); padding: 2.25rem 0; border-top: 1px solid var(--line); }
.band h2, .band h3 { font-size: 1.125rem; line-height: 1.4; font-weight: 650; }
.about p { margin-top: 0.4rem; color: var(--soft); font-size: 0.9375rem; }
.about button { margin-top: 1rem; }
.overline { padding: 3rem 0 1rem; font-size: 1.625rem; letter-spacing: -0.015em; font-weight: 650; }
.note { color: var(--soft); font-size: 0.9375rem; }

.requests { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; }
pre { margin-top: 0.4rem; padding: 0.8rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); }

.jobs { display: grid; gap: 1.1rem; }
.job-line { display: flex; align-items: baseline; gap: 0.35rem 1rem; flex-wrap: wrap; }
.job-type { font-family: var(--mono); font-size: 0.875rem; }
.job-message:empty { display: none; }
.job-message { color: var(--soft); font-size: 0.9375rem; }
.job-status { margin-left: auto; font-size: 0.875rem; font-weight: 600; color: var(--soft); }
.job[data-status='COMPLETED'] .job-status { color: var(--good); }
.job[data-status='FAILED'] .job-status { color: var(--bad); }
time { color: var(--soft); font-size: 0.875rem; font-variant-numeric: tabular-nums; }
progress { display: block; appearance: none; width: 100%; height: 4px; margin-top: 0.5rem; border: 0; border-radius: 2px; overflow: hidden; background: var(--line); color: var(--accent); }
progress::-webkit-progress-bar { background: var(--line); }
progress::-webkit-progress-value { background: var(--accent); }
progress::-moz-progress-bar { background: var(--accent); }
.job[data-status='CANCELLED'] progress { --accent: var(--soft); }
.job[data-status='FAILED'] progress { --accent: var(--bad); }
@media (prefers-reduced-motion: no-preference) {
  progress::-webkit-progress-value { transition: inline-size 0.3s ease-out; }
}

.tables { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; align-content: start; }
.card { border: 1px solid var(--line); border-radius: 6px; background: var(--surface); }
.card-title { display: flex; flex-wrap: wrap; gap: 0 0.75rem; padding: 0.75rem 1rem; border-bottom: 1px solid var(--line); color: var(--soft); font-size: 0.9375rem; }
.card-title b { color: var(--ink); }
.card-title span { margin-left: auto; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; border-radius: 6px; }
table { width: 100%; min-width: 31rem; border-collapse: collapse; font-size: 0.9375rem; text-align: left; }
th, td { padding: 0.45rem 1rem; vertical-align: baseline; }
thead th { padding-top: 0.7rem; color: var(--soft); font-size: 0.8125rem; font-weight: 500; white-space: nowrap; }
tbody tr:last-child > * { padding-bottom: 0.8rem; }
tbody th { font-weight: 500; white-space: nowrap; }
.what { color: var(--soft); }
details summary { width: max-content; color: var(--accent); cursor: pointer; }
.operations { display: grid; gap: 0.4rem; margin-top: 0.75rem; font-size: 0.9375rem; }
.operations code { margin-left: 0.5rem; color: var(--soft); overflow-wrap: anywhere; }
.operations b { font-weight: 600; }

footer { padding: 2rem 0 4rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.9375rem; }
@media (max-width: 52rem) {
  .band { grid-template-columns: minmax(0, 1fr); }
}
@media print {
  button, .skip { display: none; }
}
`

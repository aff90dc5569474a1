export const ENVIRONMENT = `
It works on what the server works on, and may run beside it:
  DATABASE_URL, EVENT_STORE_URL  postgres://… of a database that is there already
  DATA_DIR                       otherwise: where the embedded database is kept (default .recourse)
  DEBUG                          set: errors come with their stack

Exit status: 0 done; 1 partly (bad lines, a projection that stands still), or figures that cannot be right;
2 wrong usage or an unreadable file; 3 nothing could be done (configuration, database), or what came of it not be
written; 130 interrupted.`;

export const ABOUT_IMPORT = `
FILE holds JSON lines, or YAML if its name ends in .yaml or .yml: unions {kind: union, key, level, zh, en, …} and cases
{kind: case, key, title, opened: {by, at}, …, steps: [{key, type, at, …}]}. A union stands before what names it. Files
may be compressed with gzip; - is standard input, in JSON lines.

What "recourse export ndjson" wrote is taken back as it was: ids, streams, times and contents.

Ids derive from the source and the file's keys: importing a file again changes nothing but adds what is new in it. A
step that was imported before is changed by a correction only. Each line is recorded whole or, with its number and the
reason on standard error, not at all; the others are recorded either way. Ctrl-C stops after the lines in hand.`;

export const ABOUT_EXPORT = `
ndjson and cloudevents hold every event as a CloudEvent, one a line or in one array; "recourse import" takes ndjson back
with the same ids. csv and parquet hold a table of events, or of engagements (one case x one union) with the bounds and
ends of their clocks. xes and ocel-… hold the steps of cases as they stand, for process mining. docs/exports.md has every
column and attribute.

A file has its name only when it is whole; until then, and when it fails, there is none, or the one before. Beside it
stands a manifest, FILE.manifest.json. Fields that can hold a worker's own words are in ndjson and cloudevents alone.`;

export const ABOUT_COPY = `
Streams, revisions, ids, times and contents stay what they are, and the events keep their order; positions are the new
store's own. A copy that was ended in any way goes on where it was when it is started again; at its end both logs are
read and compared. A target that holds anything else is refused before anything is written. docs/moving.md says how to
move a ledger while it is in use.

Exit status: 0 both are the same, or following ended with everything copied; 1 they differ; 130 interrupted before that.`;

export const ABOUT_REPLAY = `
FOLD exports \`initial\` (a state, or a function that makes one), \`on\` (for each event type a function of state and event
that returns the next state) and, if it likes, \`finish\` (makes the result of the last state). Events come in the order
of the log, in their newest schema. Without --as-of, --known-at and --corrected they come as they were recorded,
corrections being events of their own. A result is JSON, or CSV if it is a list of objects. docs/replay.md has more.

Exit status: 0 done; 1 the fold failed, and nothing was written; 2 wrong usage, or no fold; 3 the log cannot be read or
the result not be written; 130 interrupted.`;

export const ABOUT_PROJECTIONS = `
States: booting (has not reached the end of the log yet), running, paused, failed (stopped over one event: retry it, or
skip it), retired (its tables are dropped, or soon will be). A new version, or a rebuild, is built beside the one that
serves and takes over when it has reached the end of the log; the version before is kept until it is retired.`;

export const ABOUT_CHECK = `
FILE states what was printed: the cases, the answers to each question, the cells of a cross table as far as they are
given, percentages, and what is said to add up. Sums must be right; a percentage must be that of its counts rounded up,
down, half up or half to even. Of a cross table with missing cells it shows how many splits in whole numbers fit. It
needs no ledger and no database. docs/checking-tables.md describes the file.

Exit status: 0 nothing speaks against the figures; 1 some cannot be right; 2 the file cannot be read or is no tallies.`;

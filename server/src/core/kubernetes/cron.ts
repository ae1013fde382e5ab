const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const FIELDS: readonly { readonly from: number; readonly to: number; readonly names?: readonly string[] }[] =
  [
    { from: 0, to: 59 },
    { from: 0, to: 23 },
    { from: 1, to: 31 },
    { from: 1, to: 12, names: ['', ...MONTHS] },
    { from: 0, to: 6, names: DAYS },
  ];

/** The schedule of a CronJob. */
export interface Schedule {
  /** How often it starts in an hour in which it does. */
  readonly perHour: number;
}

/** Reads a schedule as the controller does (API reference, CronJob: `schedule`); undefined where it is refused. */
export function scheduleOf(text: string): Schedule | undefined {
  const trimmed = text.trim();
  if (/^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(trimmed)) return { perHour: 1 };
  const every = /^@every (?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(trimmed);
  if (every) {
    const [, hours, minutes, seconds] = every.map((each) => Number(each ?? 0));
    const total = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
    return total > 0 ? { perHour: Math.max(1, Math.floor(3600 / total)) } : undefined;
  }
  const parts = trimmed.replace(/^(?:CRON_)?TZ=\S+\s+/, '').split(/\s+/);
  if (parts.length !== FIELDS.length) return undefined;
  const counts = FIELDS.map((field, index) => countOf(parts[index] ?? '', field));
  const [perHour] = counts;
  return counts.includes(undefined) || perHour === undefined ? undefined : { perHour };
}

type Field = (typeof FIELDS)[number];

/** How many values a field stands for; undefined where it is wrong. */
function countOf(text: string, field: Field): number | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step, more] = part.split('/');
    if (more !== undefined || (step !== undefined && !(numberIn(step) > 0))) return undefined;
    const [start, end] = boundsOf(range, step !== undefined, field);
    if (!(start >= field.from && end <= field.to && start <= end)) return undefined;
    for (let value = start; value <= end; value += Number(step ?? 1)) values.add(value);
  }
  return values.size;
}

/** The first and the last value of a range; what is wrong is no number. */
function boundsOf(range: string, stepped: boolean, { from, to, names }: Field): readonly [number, number] {
  if (range === '*' || range === '?') return [from, to];
  const read = (word: string): number => {
    const named = word === '' ? -1 : (names?.indexOf(word.toLowerCase()) ?? -1);
    return named >= 0 ? named : numberIn(word);
  };
  const [low = '', high, rest] = range.split('-');
  if (rest !== undefined) return [Number.NaN, Number.NaN];
  const start = read(low);
  return [start, high !== undefined ? read(high) : stepped ? to : start];
}

function numberIn(word: string): number {
  return /^\d+$/.test(word) ? Number(word) : Number.NaN;
}

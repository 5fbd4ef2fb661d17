/**
 * The display formats of Moment.js, in English, but for those of locales, week years of locales, eras and
 * abbreviated time zones. Longer ones first; what is none of them stands for itself.
 */
const token =
  'Mo|MM?M?M?|Do|DDDo|DD?D?D?|do|dd?d?d?|Wo|WW?|Qo|Q|YYYYYY|YYYYY|YYYY|YY|Y|GGGGG|GGGG|GG|E|e|A|a|HH?|hh?|kk?|mm?|ss?|S{1,9}|X|x|ZZ?|w[ow]?|N{1,5}|y{1,4}|yo|gg(?:ggg?)?|LTS|LT|L{1,4}|l{1,4}|zz?';
/** Text in brackets, a format behind a backslash, which takes its meaning away, and a format. */
const tokens = new RegExp(`\\[[^[]*\\]|\\\\(?:${token}|[^])|${token}`, 'g');

const refused = /^(?:w[ow]?|N+|y+|yo|g+|LTS|LT|L+|l+|z+)$/;

/** The first format in a text that this module refuses; null for none. */
export function unknownToken(format: string): string | null {
  return format.match(tokens)?.find((found) => refused.test(found)) ?? null;
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** `unknownToken` and `isTimeZone` say beforehand whether that works. */
export function formatDate(date: Date, format: string, timeZone: string): string {
  const moment = momentOf(date, timeZone);
  return format.replace(tokens, (found) => {
    if (found.startsWith('[')) {
      return found.slice(1, -1);
    }
    return found.startsWith('\\')
      ? found.slice(1)
      : (formatters[found]?.(moment) ?? fractionOf(found, moment));
  });
}

/** What a clock on the wall of a time zone shows. */
interface Moment {
  readonly date: Date;
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** From 0, which is Sunday. */
  readonly weekday: number;
  readonly dayOfYear: number;
  /** Of ISO 8601. */
  readonly week: number;
  readonly weekYear: number;
  /** Minutes ahead of UTC. */
  readonly offset: number;
}

const dayMs = 86_400_000;

function momentOf(date: Date, timeZone: string): Moment {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(date);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const [year, month, day] = [of('year'), of('month'), of('day')];
  const [hour, minute, second] = [of('hour'), of('minute'), of('second')];
  const midnight = Date.UTC(year, month - 1, day);
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  const offset = Math.round((shown - Math.floor(date.getTime() / 1000) * 1000) / 60_000);
  const weekday = new Date(midnight).getUTCDay();
  // A week belongs to the year that its Thursday is in.
  const thursday = new Date(midnight + (4 - (weekday || 7)) * dayMs);
  const weekYear = thursday.getUTCFullYear();
  const dayOfYear = (midnight - Date.UTC(year, 0, 1)) / dayMs + 1;
  const week = Math.floor((thursday.getTime() - Date.UTC(weekYear, 0, 1)) / dayMs / 7) + 1;
  return { date, year, month, day, hour, minute, second, weekday, dayOfYear, week, weekYear, offset };
}

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const padded = (value: number, length: number): string => String(value).padStart(length, '0');
const ordinal = (value: number): string => {
  const ending = ['th', 'st', 'nd', 'rd'][value % 10];
  return `${value}${Math.floor((value % 100) / 10) === 1 ? 'th' : (ending ?? 'th')}`;
};
const quarter = ({ month }: Moment): number => Math.ceil(month / 3);
const monthName = ({ month }: Moment): string => months[month - 1] ?? '';
const weekdayName = ({ weekday }: Moment): string => weekdays[weekday] ?? '';
const hour12 = ({ hour }: Moment): number => hour % 12 || 12;
const offsetOf = ({ offset }: Moment, separator: string): string => {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60), 2)}${separator}${padded(minutes % 60, 2)}`;
};

const formatters: Readonly<Record<string, (moment: Moment) => string>> = {
  M: ({ month }) => String(month),
  Mo: ({ month }) => ordinal(month),
  MM: ({ month }) => padded(month, 2),
  MMM: (moment) => monthName(moment).slice(0, 3),
  MMMM: monthName,
  Q: (moment) => String(quarter(moment)),
  Qo: (moment) => ordinal(quarter(moment)),
  D: ({ day }) => String(day),
  Do: ({ day }) => ordinal(day),
  DD: ({ day }) => padded(day, 2),
  DDD: ({ dayOfYear }) => String(dayOfYear),
  DDDo: ({ dayOfYear }) => ordinal(dayOfYear),
  DDDD: ({ dayOfYear }) => padded(dayOfYear, 3),
  d: ({ weekday }) => String(weekday),
  do: ({ weekday }) => ordinal(weekday),
  dd: (moment) => weekdayName(moment).slice(0, 2),
  ddd: (moment) => weekdayName(moment).slice(0, 3),
  dddd: weekdayName,
  e: ({ weekday }) => String(weekday),
  E: ({ weekday }) => String(weekday || 7),
  W: ({ week }) => String(week),
  Wo: ({ week }) => ordinal(week),
  WW: ({ week }) => padded(week, 2),
  YY: ({ year }) => padded(year % 100, 2),
  YYYY: ({ year }) => padded(year, 4),
  YYYYY: ({ year }) => padded(year, 5),
  YYYYYY: ({ year }) => `+${padded(year, 6)}`,
  Y: ({ year }) => String(year),
  GG: ({ weekYear }) => padded(weekYear % 100, 2),
  GGGG: ({ weekYear }) => padded(weekYear, 4),
  GGGGG: ({ weekYear }) => padded(weekYear, 5),
  A: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  a: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  H: ({ hour }) => String(hour),
  HH: ({ hour }) => padded(hour, 2),
  h: (moment) => String(hour12(moment)),
  hh: (moment) => padded(hour12(moment), 2),
  k: ({ hour }) => String(hour || 24),
  kk: ({ hour }) => padded(hour || 24, 2),
  m: ({ minute }) => String(minute),
  mm: ({ minute }) => padded(minute, 2),
  s: ({ second }) => String(second),
  ss: ({ second }) => padded(second, 2),
  Z: (moment) => offsetOf(moment, ':'),
  ZZ: (moment) => offsetOf(moment, ''),
  X: ({ date }) => String(Math.floor(date.getTime() / 1000)),
  x: ({ date }) => String(date.getTime()),
};

/** `S` to `SSSSSSSSS`: so many digits of the second's fraction. */
function fractionOf(token: string, { date }: Moment): string {
  return padded(date.getTime() % 1000, 3)
    .padEnd(9, '0')
    .slice(0, token.length);
}

const units = { h: 3_600_000, m: 60_000, s: 1_000 } as const;

/** Milliseconds of `1h30m`, `45m`, `90s`; null for another text, and for nothing at all (`0s`). */
export function parseDuration(text: string): number | null {
  const match = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/.exec(text);
  if (!match) {
    return null;
  }
  const [, hours = 0, minutes = 0, seconds = 0] = match;
  const total = Number(hours) * units.h + Number(minutes) * units.m + Number(seconds) * units.s;
  return total > 0 ? total : null;
}

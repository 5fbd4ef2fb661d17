// Values as Moment.js and moment-timezone document them.
import { describe, expect, it } from 'vitest';
import { formatDate, isTimeZone, unknownToken } from '../../../src/names/date-format.ts';

const friday = '2020-01-10T00:30:00.000Z';
const afternoon = '2020-01-10T15:25:50.678Z';

describe('a date', () => {
  it.each([
    ['YYYYMMDD', friday, '20200110'],
    ['YYYYMMDD-HHmmss', friday, '20200110-003000'],
    ['dddd, MMMM Do YYYY, h:mm:ss a', afternoon, 'Friday, January 10th 2020, 3:25:50 pm'],
    ['YYYY-MM-DDTHH:mm:ss.SSS[Z]', afternoon, '2020-01-10T15:25:50.678Z'],
    ['YYYYMMDD-hhmmss', friday, '20200110-123000'],
    ['M MM MMM MMMM Mo', friday, '1 01 Jan January 1st'],
    ['Q Qo', '2020-11-02T00:00:00Z', '4 4th'],
    ['D DD Do DDD DDDD DDDo', '2020-02-03T00:00:00Z', '3 03 3rd 34 034 34th'],
    ['d do dd ddd dddd e E', '2020-01-12T00:00:00Z', '0 0th Su Sun Sunday 0 7'],
    ['GGGG-[W]WW', '2021-01-03T00:00:00Z', '2020-W53'],
    ['GG W Wo E', '2024-12-30T00:00:00Z', '25 1 1st 1'],
    ['YY Y YYYYY YYYYYY GGGGG', friday, '20 2020 02020 +002020 02020'],
    ['A a H HH h hh k kk', friday, 'AM am 0 00 12 12 24 24'],
    ['A a H HH h hh k kk', '2020-01-10T13:05:09Z', 'PM pm 13 13 1 01 13 13'],
    ['m mm s ss', '2020-01-10T13:05:09Z', '5 05 9 09'],
    ['S SS SSS SSSS SSSSSSSSS', '2020-01-10T13:05:09.045Z', '0 04 045 0450 045000000'],
    ['Z ZZ X x', '2020-01-10T13:05:09.045Z', '+00:00 +0000 1578661509 1578661509045'],
    ['[day] D \\D [T]', friday, 'day 10 D T'],
    ['\\YYYY YYYY\\-MM', friday, 'YYYY 2020-01'],
    ['vYYYY.MM.DD-rT', friday, 'v2020.01.10-rT'],
    ['Do', '2020-01-11T00:00:00Z', '11th'],
    ['Do', '2020-01-22T00:00:00Z', '22nd'],
    ['Do', '2020-01-13T00:00:00Z', '13th'],
    ['', friday, ''],
  ])('in the format %s of %s', (format, date, text) => {
    expect(unknownToken(format)).toBeNull();
    expect(formatDate(new Date(date), format, 'UTC')).toBe(text);
  });

  it.each([
    ['Asia/Tokyo', friday, '20200110-093000 +09:00'],
    ['America/New_York', friday, '20200109-193000 -05:00'],
    ['America/New_York', '2020-07-10T00:30:00Z', '20200709-203000 -04:00'],
    ['Asia/Kolkata', friday, '20200110-060000 +05:30'],
    ['Pacific/Chatham', friday, '20200110-141500 +13:45'],
    ['America/St_Johns', friday, '20200109-210000 -03:30'],
    ['Europe/Berlin', '2020-12-31T23:30:00Z', '20210101-003000 +01:00'],
  ])('on the clocks of %s at %s', (timeZone, date, text) => {
    expect(isTimeZone(timeZone)).toBe(true);
    expect(formatDate(new Date(date), 'YYYYMMDD-HHmmss Z', timeZone)).toBe(text);
  });

  it.each([
    ['L', 'L'],
    ['LTS', 'LTS'],
    ['[on] llll', 'llll'],
    ['YYYY-ww', 'ww'],
    ['gggg', 'gggg'],
    ['YYYY N', 'N'],
    ['yyyy-MM', 'yyyy'],
    ['HH:mm z', 'z'],
  ])('is not formatted with %s', (format, token) => {
    expect(unknownToken(format)).toBe(token);
  });

  it('has no time zone of a name that nobody knows', () => {
    expect(isTimeZone('Europe/Atlantis')).toBe(false);
  });
});

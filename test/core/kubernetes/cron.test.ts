import { expect, it } from 'vitest';
import { scheduleOf } from '../../../server/src/core/kubernetes/cron.ts';

it.each([
  ['*/5 * * * *', 12],
  ['0,30 1-5/2 1,15 JAN-MAR mon-fri', 2],
  ['CRON_TZ=Europe/Berlin 0 3 * * *', 1],
  ['@hourly', 1],
  ['@every 10m', 6],
  ['0/15 * * * ?', 4],
])('reads %s', (text, perHour) => {
  expect(scheduleOf(text)).toEqual({ perHour });
});

it.each([
  '',
  '* * * *',
  '60 * * * *',
  '0 24 * * *',
  '* * 0 * *',
  '* * * * 7',
  '5-1 * * * *',
  '*/0 * * * *',
  '@every 0s',
  'a b c d e',
])('refuses %j', (text) => {
  expect(scheduleOf(text)).toBeUndefined();
});

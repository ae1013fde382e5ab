import { describe, expect, it } from 'vitest';
import { bad, badFiles, good } from '../../../server/src/core/rule/example.ts';

describe('an example', () => {
  it('expects findings where it is marked, and loses the marks', () => {
    expect(bad('a: «b» # c\nd:\n  «e»: «f»\n')).toEqual({
      files: 'a: b # c\nd:\n  e: f\n',
      expect: ['1:4-5', '3:3-4', '3:6-7'],
    });
  });

  it('may have marks inside of each other, and none', () => {
    expect(bad('«a: «b»»\n')).toEqual({ files: 'a: b\n', expect: ['1:4-5', '1:1-5'] });
    expect(bad('a: b\n').expect).toEqual([]);
  });

  it('of several files names the file of each place', () => {
    expect(
      badFiles({ 'a.yaml': '«a»\n', 'b.yaml': 'b\n', 'c/d.yaml': '\n«c»' }, { 'a.yaml': 'x\n' }),
    ).toEqual({
      files: { 'a.yaml': 'a\n', 'b.yaml': 'b\n', 'c/d.yaml': '\nc' },
      expect: ['a.yaml:1:1-2', 'c/d.yaml:2:1-2'],
      fixed: { 'a.yaml': 'x\n' },
    });
    expect(badFiles({ 'a.yaml': 'a' })).not.toHaveProperty('fixed');
  });

  it('has options and the file after its fix where they are given, and only there', () => {
    expect(bad('a\n', 'b\n', { c: 1 })).toEqual({
      files: 'a\n',
      expect: [],
      fixed: 'b\n',
      options: { c: 1 },
    });
    expect(good('a\n')).toEqual({ files: 'a\n' });
    expect(good('a\n', { c: 1 })).toEqual({ files: 'a\n', options: { c: 1 } });
  });
});

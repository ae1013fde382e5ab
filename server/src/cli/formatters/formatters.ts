import type { Format } from '../arguments.ts';
import type { Formatter } from '../report.ts';
import { codeclimate } from './codeclimate.ts';
import { github } from './github.ts';
import { json, jsonl } from './json.ts';
import { junit } from './junit.ts';
import { sarif } from './sarif.ts';
import { stylish } from './stylish.ts';

export const FORMATTERS: { readonly [format in Format]: Formatter } = {
  stylish,
  json,
  jsonl,
  sarif,
  github,
  junit,
  codeclimate,
};

import { describe, expect, it } from 'vitest';
import { hidesValue, maskedText } from '../../../server/src/core/secrets/maskedText.ts';

describe('a text that is shown', () => {
  it.each([
    ['PGPASS', 'quiet', '********'],
    ['REDIS_AUTH', 'quiet-otter', '********'],
    ['V', '${SECRET_V:-quiet-otter}', '${SECRET_V:-********}'],
    ['TOKEN', '${V:-quiet-otter}', '${V:-********}'],
    ['', 'export TOKEN=quiet && run', 'export TOKEN=******** && run'],
    ['', 'mysqladmin -uroot -pquiet ping', 'mysqladmin -uroot -p******** ping'],
    ['', 'serve --password=quiet --port 80', 'serve --password=******** --port 80'],
    ['', 'serve --db-password quiet', 'serve --db-password ********'],
    ['x', 'https://me:quiet@example.com/a?token=quiet', 'https://me:********@example.com/a?token=********'],
    ['c.json', '{"password": "quiet", "user": "x"}', '{"password": "********", "user": "x"}'],
    ['c.ini', '[db]\npassword = quiet otter\nuser = x', '[db]\npassword = ********\nuser = x'],
    ['c.yaml', 'secret: |\n  quiet\n  otter\nuser: x', 'secret: |\n  ********\n  ********\nuser: x'],
    ['x', 'Server=db;Password=quiet;User=sa', 'Server=db;Password=********;User=sa'],
  ])('has no secret: %s %s', (name, text, shown) => {
    expect(maskedText(name, text)).toBe(shown);
    expect(maskedText(name, shown)).toBe(shown);
  });

  it.each([
    ['image', 'nginx:1.25'],
    ['PASSWORD', '${PASSWORD}'],
    ['PASSWORD', '${PASSWORD:?set it}'],
    ['auth', 'true'],
    ['AUTH_METHOD', 'scram-sha-256'],
    ['TOKEN_TTL', '3600'],
    ['URL', 'postgres://db:5432/app'],
    ['', 'run --port 80 --token-file /run/secrets/token'],
    ['c.conf', 'user = x\nport = 80'],
    ['', 'the password is wrong'],
    ['healthcheck', 'mysqladmin ping -p$$MYSQL_PASSWORD'],
  ])('is left as it is: %s %s', (name, text) => {
    expect(maskedText(name, text)).toBe(text);
  });
});

it.each(['bypass', 'compass', 'POSTGRES_USER', 'image', ''])('%j hides no value', (name) => {
  expect(hidesValue(name)).toBe(false);
});

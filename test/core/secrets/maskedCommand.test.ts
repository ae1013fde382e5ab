import { describe, expect, it } from 'vitest';
import { maskedCommand } from '../../../server/src/core/secrets/maskedCommand.ts';

describe('maskedCommand', () => {
  it.each([
    ['mysqladmin ping -phunter2', 'mysqladmin ping -p********'],
    ['/usr/bin/mariadb-admin -phunter2 ping', '/usr/bin/mariadb-admin -p******** ping'],
    ['redis-cli -a hunter2 ping', 'redis-cli -a ******** ping'],
    ['app --password hunter2 --port 80', 'app --password ******** --port 80'],
    ['app --password=hunter2', 'app --password=********'],
    ['PGPASSWORD=hunter2 psql -p 5432', 'PGPASSWORD=******** psql -p 5432'],
    ['curl http://me:hunter2@localhost/up', 'curl http://me:********@localhost/up'],
    ['curl -fsS http://localhost:8000/up', 'curl -fsS http://localhost:8000/up'],
    ['pg_isready -U app', 'pg_isready -U app'],
  ])('shows %j as %j', (command, shown) => {
    expect(maskedCommand(command.split(' ')).join(' ')).toBe(shown);
  });

  it('looks into the script of a shell', () => {
    expect(maskedCommand(['sh', '-c', 'mysqladmin ping -phunter2']).join(' ')).toBe(
      'sh -c mysqladmin ping -p********',
    );
  });
});

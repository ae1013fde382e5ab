import { describe, expect, it } from 'vitest';
import { holdsSecret } from '../../../server/src/core/secrets/secretCommand.ts';

describe('a command with a secret among its words', () => {
  it.each([
    [['mysqladmin', 'ping', '-phunter22']],
    [['CMD', 'mysqladmin', 'ping', '-u', 'root', '--password=hunter22']],
    [['CMD-SHELL', 'mysqladmin ping -u root -phunter22 || exit 1']],
    [['redis-cli', '-a', 'hunter22', 'ping']],
    [['sh', '-c', 'redis-cli -a "hunter22" ping | grep PONG']],
    [['CMD-SHELL', 'PGPASSWORD=hunter22 pg_isready']],
    [['curl', '-u', 'admin:hunter22', 'http://localhost/health']],
    [['curl', '-fsS', 'http://admin:hunter22@localhost/health']],
    [['curl', '-H', 'Authorization: Bearer 5f2c9ab1d0e4', 'http://localhost/']],
    [['CMD-SHELL', "curl -H 'X-Api-Key: 5f2c9ab1d0e4' http://localhost/"]],
    [['probe', '--token', '5f2c9ab1d0e45f2c']],
    [['curl', 'http://localhost:8080/health?token=5f2c9ab1d0e45f2c&x=1']],
    [['/health?x=1&api_key=5f2c9ab1d0e45f2c']],
    [['mongosh', '--password', 'hunter22', '--eval', 'db.ping()']],
  ])('%j', (command) => {
    expect(holdsSecret(command)).toBe(true);
  });

  it.each([
    [['mysqladmin', 'ping', '-p$MYSQL_ROOT_PASSWORD']],
    [['CMD-SHELL', 'mysqladmin ping -p$$MYSQL_ROOT_PASSWORD']],
    [['mysqladmin', 'ping', '-h', 'localhost', '-P', '3306', '-u', 'root']],
    [['redis-cli', '-a', '$REDIS_PASSWORD', 'ping']],
    [['redis-cli', '-p', '6379', 'ping']],
    [['pg_isready', '-U', 'postgres', '-d', 'app']],
    [['curl', '-u', 'admin:$PASSWORD', 'http://localhost/health']],
    [['CMD-SHELL', 'curl -fsS http://localhost:8080/health || exit 1']],
    [['curl', '-H', 'Host: example.org', 'http://localhost/']],
    [['CMD-SHELL', 'mysqladmin ping --password="$$(cat /run/secrets/db)"']],
    [['probe', '--token-file', '/run/token']],
    [['kafka-topics.sh', '--list', '--key', 'x']],
    [[]],
  ])('%j has none', (command) => {
    expect(holdsSecret(command)).toBe(false);
  });
});

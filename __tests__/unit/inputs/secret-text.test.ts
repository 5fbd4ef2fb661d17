import { describe, expect, it } from 'vitest';
import {
  pathsOfSecretFiles,
  textsOfSecretFile,
  tokensIn,
  valuesOfCredentials,
} from '../../../src/inputs/secret-text.ts';

describe('tokensIn', () => {
  it.each([
    `ghp_${'a1'.repeat(18)}`,
    `ghs_${'a1'.repeat(18)}`,
    `github_pat_11ABCDEFG0123456789_${'a1'.repeat(20)}`,
    `glpat-${'a-1_'.repeat(5)}`,
    `npm_${'a1'.repeat(18)}`,
    `pypi-${'AgEI'.repeat(6)}`,
    'xoxb-1234-5678-abcdef',
    'sk_live_0123456789abcdef',
    `dckr_pat_${'a-1_'.repeat(6)}`,
    'AKIAIOSFODNN7EXAMPLE',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.SflKxwRJSMeKKF2',
  ])('knows %s wherever it stands', (token) => {
    expect(tokensIn(`--header=Authorization: ${token}`)).toEqual([token]);
    expect(tokensIn(`https://x/${token}/y`)).toEqual([token]);
  });

  it.each(['npm_config_registry', 'ghp_short', 'eyJ.eyJ.x', 'gl-matrix', 'sk_live', `x${'a'.repeat(60)}`])(
    'does not take %s for one',
    (text) => {
      expect(tokensIn(text)).toEqual([]);
    },
  );
});

describe('valuesOfCredentials', () => {
  it.each<[string, string, string[]]>([
    ['an environment file', 'DB_PASSWORD=hunter2', ['hunter2', 'hunter2']],
    ['an exported variable in quotes', "export DB_PASSWORD='hunter2'", ["'hunter2'", 'hunter2']],
    ['npmrc', '//registry.npmjs.org/:_authToken=abcdef', ['abcdef', 'abcdef']],
    ['INI', 'aws_secret_access_key = AbC/dEf+1', ['AbC/dEf+1', 'AbC/dEf+1']],
    ['YAML', '  password: hunter2', ['hunter2', 'hunter2']],
    ['YAML in a list', '- token: "hunter2"', ['"hunter2"', 'hunter2']],
    ['JSON', '  "private_key": "-----BEGIN\\nabc",', ['"-----BEGIN\\nabc"', '-----BEGIN\\nabc']],
    ["docker's config.json", '"auth": "dTpw"', ['"dTpw"', 'dTpw']],
    ['netrc', 'machine github.com login u password hunter2', ['hunter2']],
    ['a switch', 'USE_TOKEN=true', []],
    ['another name', 'REGION=eu-central-1', []],
    ['no name', 'hunter2', []],
  ])('reads %s', (_, line, expected) => {
    expect(valuesOfCredentials(line)).toEqual(expected);
  });
});

describe('textsOfSecretFile', () => {
  it('takes a single line whatever it is', () => {
    expect(textsOfSecretFile('abc\n')).toEqual(['abc']);
  });

  it('takes each line of several that is no mere bracket', () => {
    const key = ['-----BEGIN KEY-----', 'MIIEvQIBADANBg', '-----END KEY-----'];
    expect(textsOfSecretFile(`{\r\n${key.join('\r\n')}\r\n}\r\n`)).toEqual(key);
  });

  it('takes what is short where its name says that it is a credential', () => {
    expect(textsOfSecretFile('user=acme\npassword=hunter2\n')).toEqual([
      'user=acme',
      'password=hunter2',
      'hunter2',
      'hunter2',
    ]);
  });

  it('leaves certificates, and takes the key beside them', () => {
    const bundle = '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIE\n-----END CERTIFICATE-----\n';
    expect(textsOfSecretFile(`${bundle}${bundle}`)).toEqual([]);
    expect(textsOfSecretFile(`${bundle}-----BEGIN KEY-----\nMIIEvQIBADANBg\n-----END KEY-----\n`)).toEqual([
      '-----BEGIN KEY-----',
      'MIIEvQIBADANBg',
      '-----END KEY-----',
    ]);
  });

  it('leaves what is no text', () => {
    expect(textsOfSecretFile('abcdefgh\0ijklmnop')).toEqual([]);
    expect(textsOfSecretFile(Buffer.from([0xff, 0xfe, 0x41]).toString('utf8'))).toEqual([]);
  });

  it('ends somewhere', () => {
    const lines = Array.from({ length: 5000 }, (_, n) => `certificate line ${n}`);
    expect(textsOfSecretFile(lines.join('\n'))).toHaveLength(1000);
  });
});

it('finds the files that secret-files names', () => {
  expect(pathsOfSecretFiles('a=/x/y\r\n  b = z \n"c=d e"\nnothing\ne=\n')).toEqual(['/x/y', 'z', 'd e']);
});

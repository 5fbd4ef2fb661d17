import { describe, expect, it } from 'vitest';
import { maskable, sensitiveValues } from '../../../src/inputs/sensitive.ts';
import { harmless } from '../../../src/runner/log.ts';
import { type Given, variablesOf } from './reading.ts';

function masked(given: Given, others: Readonly<Record<string, string>> = {}): readonly string[] {
  return sensitiveValues(variablesOf(given, others));
}

describe('what is found, and nothing else', () => {
  it.each<[string, Given, string[]]>([
    ['nothing', {}, []],
    ['a password', { password: ' hunter2 ' }, ['hunter2']],
    ['a token', { 'github-token': 'ghs_abc' }, ['ghs_abc']],
    ['a password that is shorter than can be masked', { password: 'ab' }, []],
    ['a password that is just long enough', { password: 'abc' }, ['abc']],

    ['a secret', { secrets: 'id=value1' }, ['value1']],
    ['a secret with equals signs', { secrets: 'id=a==b' }, ['a==b']],
    ['a secret with blanks around', { secrets: '  id = value1 ' }, ['value1']],
    ['a secret below empty lines', { secrets: '\n \n\nid=value1\n\n' }, ['value1']],
    ['a secret with a byte order mark inside', { secrets: 'id=val\ufeffue1' }, ['val\ufeffue1']],
    ['a wrapped secret with an equals sign', { secrets: '"a=b=c123"' }, ['b=c123"', 'b=c123']],
    ['a secret behind a byte order mark', { secrets: '\ufeffid=value1' }, ['value1']],
    ['a secret with quotes and commas', { secrets: 'id={"x":"a,b"}' }, ['{"x":"a,b"}']],
    ['short values, which would spoil the log', { secrets: 'a=x\nb=4' }, ['b=4']],
    ['several secrets, with CRLF', { secrets: 'a=value1\r\nb=value2\r\n' }, ['b=value2', 'value1', 'value2']],
    ['several secrets, with CR', { secrets: 'a=value1\rb=value2' }, ['b=value2', 'value1', 'value2']],
    ['several secrets, the longest first', { secrets: 'a=abc\nb=abcdef' }, ['b=abcdef', 'abcdef', 'abc']],
    ['a line that is no secret', { secrets: 'just-a-token' }, ['just-a-token']],
    ['a line whose name is none', { secrets: 'my token=value1' }, ['my token=value1', 'value1']],
    ['a line that begins with an equals sign', { secrets: '=value1' }, ['=value1', 'value1']],
    ['a line whose name begins with a hyphen', { secrets: '-a=value1' }, ['-a=value1', 'value1']],
    ['names with all that they may have', { secrets: '_A9z.b-c=value1' }, ['value1']],
    ['a commented secret', { secrets: '#id=value1' }, ['value1']],
    ['a commented secret with blanks', { secrets: '## id=value1' }, ['value1']],
    ['a wrapped secret', { secrets: '"id=val""ue1"' }, ['val""ue1"', 'val""ue1', 'val"ue1']],
    ['a wrapped secret without quotes inside', { secrets: '"id=value1"' }, ['value1"', 'value1']],
    [
      'two wrapped secrets',
      { secrets: ' "a=value1"\n\t"b=value2"' },
      ['"b=value2"', '"b=value2', 'value1"', 'value2"', 'value1', 'value2'],
    ],
    ['an unclosed one', { secrets: '"id=value1\nvalue2' }, ['value1', 'value2']],
    ['an empty one, whose name may be said', { secrets: 'npm_token=' }, []],
    ['an empty one, whose name may be said, in capitals', { secrets: 'GITHUBTOKEN=' }, []],

    ['a build argument', { 'build-args': 'NPM_TOKEN=sesame' }, ['sesame']],
    ['a build argument with quotes', { 'build-args': 'NPM_TOKEN="sesame"' }, ['"sesame"', '"sesame']],
    [
      'a wrapped build argument',
      { 'build-args': '"NPM_TOKEN=ses""ame"' },
      ['ses""ame"', 'ses""ame', 'ses"ame'],
    ],
    [
      'a build argument of several lines',
      { 'build-args': '"PRIVATE_KEY=first\nsecond"\nA=third' },
      ['second"', 'second', 'first'],
    ],
    [
      'a build argument of several lines that is not wrapped',
      { 'build-args': '\ufeffPRIVATE_KEY=first\nsecond+/\nThird\nVERSION=1.2.3\nfourth!' },
      ['second+/', 'first', 'Third'],
    ],
    ['a wrapped build argument that is called otherwise', { 'build-args': '"VERSION=first\nsecond"' }, []],
    [
      'lines that continue a build argument, whatever they hold',
      { 'build-args': 'TOKEN=abc\n+x/y=zzz\nx y=zzz\n=zzz\nse"cond"' },
      ['abc', '+x/y=zzz', 'x y=zzz', '=zzz', 'se"cond"', 'se"cond'],
    ],
    ['a build argument without a value that is called otherwise', { 'build-args': 'NPM_TOKENS' }, []],
    [
      'build arguments that are called otherwise',
      { 'build-args': 'VERSION=1.2.3\nMAX_TOKENS=4096\nfirst!' },
      [],
    ],
    [
      'switches and numbers',
      {
        'build-args':
          'USE_TOKEN=true\nA_TOKEN=False\nTOKEN=none\nPASSWORD=123456\nSECRET= false \nPAT=off\nPWD=NULL\nSIG=yes\nPASS=on',
      },
      [],
    ],
    [
      'what only begins like a switch',
      { 'build-args': 'TOKEN=trueish\nSECRET=untrue\nPASSWORD=1234567' },
      ['trueish', '1234567', 'untrue'],
    ],

    ['a URL password', { context: 'https://user:p%40ss1@example.com/x.git' }, ['p%40ss1', 'p@ss1']],
    ['a URL password with an @', { context: 'https://u:pa@ss1@example.com' }, ['pa@ss1']],
    ['a URL password with a colon', { context: 'https://u:pa:ss1@example.com' }, ['pa:ss1']],
    ['a URL password with a slash', { context: 'https://u:pas/s1@example.com/x' }, ['pas/s1']],
    [
      'a URL password with a slash and an @',
      { context: 'https://u:pas/s1@2@example.com/x' },
      ['pas/s1@2', 'pas/s1'],
    ],
    ['a token as URL user', { context: `https://${'t'.repeat(20)}@github.com/a/b.git` }, ['t'.repeat(20)]],
    ['a password without a user', { context: `https://:${'p'.repeat(20)}@host` }, ['p'.repeat(20)]],
    ['an @ behind a password', { context: 'https://u:pass1@host:x/c@d' }, ['pass1']],
    ['an @ and a colon outside of URLs', { labels: 'mail=a:bcde@f' }, []],
    [
      'a token as URL user, and a word',
      { context: `https://${'t'.repeat(20)}:x-oauth@github.com/a` },
      ['t'.repeat(20), 'x-oauth'],
    ],
    ['a name as URL user', { context: `https://${'t'.repeat(19)}@github.com/a/b.git` }, []],
    ['the user git', { context: 'ssh://git@github.com/a/b.git' }, []],
    ['a URL without a user', { context: 'https://github.com/a/b.git#main' }, []],
    ['an @ in a path', { context: 'https://host/a@b' }, []],
    ['an @ in a path, behind a port', { context: 'https://host:8080/a@b' }, []],
    ['an @ in a query', { context: 'https://host?a@b:c' }, []],
    ['an @ in a fragment', { context: 'https://host#a@b:c' }, []],
    ['an @ in a path of another URL', { 'build-contexts': 'a=https://u:x/y\nb=https://h/c@d' }, []],
    ['labels', { labels: 'a=b@c:d' }, []],
    ['a build argument with a URL', { 'build-args': 'P=https://u:sesame@host/' }, ['sesame']],
    [
      'a proxy in a driver option',
      { 'driver-opts': 'env.http_proxy=http://u:sesame@proxy:3128' },
      ['sesame'],
    ],
    ['a build context', { 'build-contexts': 'x=https://u:sesame@host/x.git' }, ['sesame']],
    [
      'a private key in a driver option, and no certificate',
      {
        'driver-opts':
          'cacert=-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\nkey=-----BEGIN EC PRIVATE KEY-----\nBBBB\nCCCC\n-----END EC PRIVATE KEY-----',
      },
      ['BBBB', 'CCCC'],
    ],
    [
      'a private key in a list of nodes, that breaks off',
      { nodes: '- driver-opts: |\n    key=-----BEGIN PRIVATE KEY-----\n    BBBB\n' },
      ['BBBB'],
    ],
    ['an option of a node', { nodes: '- driver-opts:\n  - env.NPM_TOKEN=sesame' }, ['sesame']],
    [
      'two of them on a line',
      { 'cache-from': 'a=https://u:sesame1@h,b=https://u:sesame2@h' },
      ['sesame1', 'sesame2'],
    ],
    ['a mirror', { 'buildx-mirror': 'https://u:sesame@host/x' }, ['sesame']],
    ['a broken escape', { 'buildx-mirror': 'https://u:100%@host/x' }, ['100%']],

    [
      'a token in a query',
      { context: 'https://host/x.tar?a=b&private_token=ses%2Fame#main' },
      ['ses%2Fame', 'ses/ame'],
    ],
    ['a signature', { context: 'https://host/x.tar?X-Amz-Signature=sesame&X-Amz-Date=20261120' }, ['sesame']],
    [
      'a signature of Azure',
      { 'build-contexts': 'x=https://h/c?sv=2024&sig=ses%2Bame' },
      ['ses%2Bame', 'ses+ame'],
    ],
    [
      'a key',
      {
        context:
          'https://host/x?key=sesame1&code=sesame2&JWT=sesame3&hmac=sesame4&auth=sesame5&keys=other1&mykey=other2&authority=other3',
      },
      ['sesame1', 'sesame2', 'sesame3', 'sesame4', 'sesame5'],
    ],
    [
      'a token before a comma',
      { 'cache-from': 'type=x,url=https://h?token=sesame,mode=max' },
      ['sesame,mode=max', 'sesame'],
    ],
    [
      'a token before a quote',
      { 'cache-from': '"url=https://h?token=sesame",mode=max' },
      ['sesame",mode=max', 'sesame'],
    ],

    ['a cache key', { 'cache-to': 'type=s3,access_key_id=,secret_access_key=sesame,region=x' }, ['sesame']],
    ['a cache token', { 'cache-from': 'type=gha,ghtoken=sesame' }, ['sesame']],
    ['a key with a comma', { 'cache-from': 'type=azblob,"account_key=ses,ame"' }, ['ses,ame']],
    ['one of several caches', { 'cache-to': 'type=inline\ntype=gha, token =sesame' }, ['sesame']],
    ['an attribute of an exporter', { outputs: 'type=local,dest=out,token=sesame' }, ['sesame']],
    ['a driver option', { 'driver-opts': 'network=host\nenv.AWS_SECRET_ACCESS_KEY=sesame' }, ['sesame']],
    ['a driver option with a comma', { 'driver-opts': '"env.MY_TOKEN=ses,ame"' }, ['ses,ame']],
    ['a line that is no CSV', { 'driver-opts': 'memory=1g,env.MY_TOKEN=a"b,c' }, ['a"b,c', 'a"b']],
    ['a line that is no CSV from the first on', { 'driver-opts': 'env.MY_TOKEN=a"b,c' }, ['a"b,c', 'a"b']],
    ['a line that is no CSV, with a quote before the name', { 'cache-to': 'a"b,"token=sesame' }, ['sesame']],
    ['a line that is no CSV, without credentials', { 'driver-opts': 'env.A=a"b,c' }, []],
    ['a key that looks random', { 'build-args': 'STRIPE_KEY=0123456789abcdef' }, ['0123456789abcdef']],
    ['a key that is a word', { 'build-args': 'CACHE_KEY=linux\nSSH_KEY=/keys/id_ed25519' }, []],
    [
      'a token that says what it is, under any name',
      { 'build-args': `X=ghp_${'a'.repeat(36)}`, labels: 'a=AKIAIOSFODNN7EXAMPLE' },
      [`ghp_${'a'.repeat(36)}`, 'AKIAIOSFODNN7EXAMPLE'],
    ],
    ['a token as the user, with an empty password', { context: 'https://sesame:@h/x.git' }, ['sesame']],
    [
      'a token as the user, with a word as the password',
      { context: 'https://sesame:x-oauth-basic@h/x.git' },
      ['sesame', 'x-oauth-basic'],
    ],
    ['a password before a host for scp', { context: 'git:sesame@h:a/b.git' }, ['sesame']],
    ['a password before a named host for scp', { 'build-contexts': 'x=git:sesame@h:a/b.git' }, ['sesame']],
    ['attributes that are called otherwise', { 'cache-to': 'type=registry,ref=r/x,mode=max' }, []],
  ])('%s', (_, given, expected) => {
    expect(masked(given).toSorted()).toEqual(maskable(expected).toSorted());
  });
});

describe('a value of several lines that nobody wrapped', () => {
  it.each<[string, string, string[]]>([
    ['base64', 'key=c2VjcmV0LWxpbmUtMQ\nc2VjcmV0LWxpbmUtMg', ['c2VjcmV0LWxpbmUtMQ', 'c2VjcmV0LWxpbmUtMg']],
    ['base64 that ends with two equals signs', 'key=c2VjcmV0LWxpbmUtMQ\nYWJjZA==', ['YWJjZA==', 'YWJjZA']],
    ['base64 that ends with one', 'key=c2VjcmV0LWxpbmUtMQ\nYWJjZGU=', ['YWJjZGU=', 'YWJjZGU']],
    ['base64 for URLs', 'key=c2Vj\nabc-de_f==', ['abc-de_f==', 'abc-de_f']],
    ['base64 with slashes', 'key=c2Vj\na/c+ef==', ['a/c+ef==', 'a/c+ef']],
    [
      'assignments',
      'env=A=1\nDB_PASSWORD=hunter2\nPORT=80',
      ['A=1', 'DB_PASSWORD=hunter2', 'hunter2', 'PORT=80'],
    ],
    [
      'assignments, of the first line',
      'env=DB_PASSWORD=hunter2\nPORT=80',
      ['DB_PASSWORD=hunter2', 'hunter2'],
    ],
    [
      'random text with an equals sign',
      'key=x\nx9fQwertyZ1uiop0=Rest1',
      ['x9fQwertyZ1uiop0=Rest1', 'x9fQwertyZ1uiop0', 'Rest1'],
    ],
    ['quotes at the end', 'key=x\nlast"', ['last"', 'last']],
    [
      'a key',
      'key=-----BEGIN KEY-----\nYWJj\n-----END KEY-----',
      ['-----BEGIN KEY-----', 'YWJj', '-----END KEY-----'],
    ],
  ])('%s', (_, secrets, expected) => {
    expect(masked({ secrets })).toEqual(expect.arrayContaining(expected));
  });

  it.each<[string, string]>([
    ['a name with words', 'a=value1\nnpm_auth_token_2=value2'],
    ['a short name', 'a=value1\nNpm1=value2'],
    ['a long name', 'a=value1\nanotherlongnameofasecret=value2'],
    ['a long name with a digit', 'a=value1\nanotherlongname1ofasecret=value2'],
    ['a long name in capitals', 'a=value1\nANOTHERLONGNAME1OFASECRET=value2'],
    ['a long name with capitals', 'a=value1\nanotherLongNameOfASecret=value2'],
    ['a long name of words', 'a=value1\nanother.Long-name_1OfASecret=value2'],
    ['nothing behind it', 'a=value1\nnpm_token='],
    ['nothing behind it, of another length', 'a=value1\nnpmToken1='],
    ['nothing behind it, with capitals', 'a=value1\nnpm.Tokens1='],
    ['a value', 'a=value1\nnpmTok1=value123'],
  ])('does not make a secret of a name: %s', (_, secrets) => {
    const name = secrets.split('\n')[1]?.split('=')[0] ?? '';
    expect(masked({ secrets })).not.toContain(name);
  });

  it('does not hide a word that a setting has', () => {
    expect(masked({ secrets: 'env=NODE_ENV=production' })).not.toContain('production');
  });

  it('knows two equals signs on the first line too', () => {
    expect(masked({ secrets: 'YWJjZA==' })).toEqual(['YWJjZA==', 'YWJjZA']);
    expect(masked({ secrets: 'YWJjZGU=' })).toEqual(['YWJjZGU=', 'YWJjZGU']);
  });

  it('takes three equals signs, or a word behind them, for a value', () => {
    expect(masked({ secrets: 'abc===' })).toEqual([]);
    expect(masked({ secrets: 'abc==def' })).toEqual(['=def']);
  });
});

it('finds each line of a wrapped value, and no line that is a bracket', () => {
  const lines = ['-----BEGIN KEY-----', 'YWJj==', '-----END KEY-----'];
  expect(masked({ secrets: `"key=${lines.join('\n')}\n"\n"json={\n  ""a"": ""sesame""\n}"` })).toEqual(
    expect.arrayContaining([...lines, '"a": "sesame"']),
  );
  expect(masked({ secrets: '"json={\n  ""a"": 1\n}"' })).not.toContain('}');
});

describe('the environment', () => {
  it.each<[string, string]>([
    ['between commas', 'a=ONE,b=TWO'],
    ['on lines', 'a=ONE\nb=TWO'],
    ['on lines of Windows', 'a=ONE\r\nb=TWO\r\n'],
    ['in quotes', '"a=ONE","b=TWO"'],
    ['in quotes with blanks', ' "a=ONE" , "b= TWO " '],
    ['without an ID', 'ONE\nTWO'],
    ['with an ID that is missing', '=ONE\n=TWO'],
  ])('has the values of secret-envs %s', (_, envs) => {
    expect(masked({ 'secret-envs': envs }, { ONE: 'first', TWO: 'second', THREE: 'third' })).toEqual([
      'second',
      'first',
    ]);
  });

  it('has the values of build arguments that are called like credentials', () => {
    const others = { NPM_TOKEN: 'sesame', VERSION: 'version' };
    expect(masked({ 'build-args': 'PASSWORD=abc\nVERSION\nNPM_TOKEN\nMISSING_TOKEN' }, others)).toEqual([
      'MISSING_TOKEN',
      'sesame',
      'abc',
    ]);
    expect(masked({ 'build-args': 'VERSION\nNPM_TOKEN\nMISSING' }, others)).toEqual(['sesame']);
  });

  it('has passwords of proxies', () => {
    const others = {
      http_proxy: 'http://u:first@p:1',
      HTTPS_PROXY: 'http://u:second@p:1',
      proxy: 'http://u:third@p',
      X_PROXY_Y: 'http://u:fourth@p',
      ALL_PROXY: 'u:without-scheme@p:1',
    };
    expect(masked({}, others)).toEqual(['without-scheme', 'second', 'first']);
  });
});

describe('a value is also known as it is printed', () => {
  it.each([
    ['the older syntax of workflow commands', '##[abc]'],
    ['the same with something that is not seen', '#\u200b#[abc]'],
    ['a command', '::add-mask::abc'],
    ['an escape sequence', 'a\u001b[31mbc'],
    ['control characters', 'ab\u0001c\u007fd'],
    ['an escape sequence in the older syntax', 'ab#\u001b[0m#[c'],
  ])('%s', (_, password) => {
    for (const line of [password, `x ${password} y`]) {
      const printed = harmless(line);
      const rest = masked({ password }).reduce((text, value) => text.replaceAll(value, '***'), printed);
      expect(rest.replaceAll(/[| xy]/g, '')).toBe('***');
    }
  });

  it('in an annotation, which shows the older syntax as it is', () => {
    expect(masked({ password: 'ab\u0001##[c' })).toContain('ab##[c');
  });

  it('in a problem of the inputs', () => {
    expect(masked({ password: 'ab\u0001c' })).toContain('ab<U+0001>c');
  });

  it('in a command that BuildKit quotes', () => {
    expect(masked({ password: 'a"b\\c' })).toContain('a\\"b\\\\c');
  });
});

it('does without inputs', () => {
  expect(sensitiveValues({})).toEqual([]);
});

it('gives the lines of any text, such as a file with a secret', () => {
  expect(maskable(['one\n  three\r\nfive5\n\nab', 'one'])).toEqual(['three', 'five5', 'one']);
});

describe('any text', () => {
  it('does not make it fail', () => {
    let seed = 1;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const parts = [
      '"',
      '""',
      '\n',
      '\r\n',
      '=',
      ',',
      '://',
      '@',
      ':',
      '%',
      '%4',
      '?',
      '&token=',
      'a',
      'secret',
      '#',
      '\ufeff',
      '\0',
      '\ud800',
      ' ',
    ];
    for (let round = 0; round < 500; round++) {
      const text = Array.from({ length: random(12) }, () => parts[random(parts.length)]).join('');
      const given = {
        secrets: text,
        'secret-envs': text,
        context: text,
        'cache-to': text,
        'build-args': text,
      };
      expect(masked(given)).toBeInstanceOf(Array);
    }
  });

  it.each([
    ['letters behind a scheme', `a=x://${'a'.repeat(64_000)}`],
    ['letters behind a user', `a=x://u:${'a'.repeat(64_000)}`],
    ['schemes', '://'.repeat(20_000)],
    ['schemes with users', '://u:x'.repeat(10_000)],
    ['at signs', `://${'@'.repeat(64_000)}`],
    ['parameters', '?a&'.repeat(20_000)],
    ['names without a value', `?${'a'.repeat(64_000)}`],
    ['quotes', '"'.repeat(64_000)],
    ['lines of quotes', '"""a\n'.repeat(12_000)],
    ['blanks', `a=${' '.repeat(64_000)}b`],
    ['commas', ','.repeat(64_000)],
    ['commas and credentials in what is no CSV', `a"b,${'token=x,'.repeat(8000)}`],
    ['underscores', 'a_'.repeat(32_000)],
    ['escapes', '\u001b['.repeat(32_000)],
    ['hashes', '#'.repeat(64_000)],
  ])('of 64,000 characters takes no time: %s', (_, text) => {
    const start = performance.now();
    masked({ labels: text, context: text, 'cache-to': text, 'build-args': text, 'driver-opts': text });
    masked({ secrets: text, 'secret-envs': text });
    // Some 50 ms; what is quadratic needs 10 s.
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

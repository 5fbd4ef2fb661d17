// What docker/metadata-action makes of the same events. The values follow from its documentation.
import { describe, expect, it } from 'vitest';
import { formatTag } from '../../../src/oci/reference.ts';
import {
  dispatch,
  pullRequest,
  pullRequestTarget,
  push,
  pushTag,
  release,
  run,
  schedule,
  sha,
} from './events.ts';
import { type Given, type Machine, read } from './reading.ts';
import { refuses } from './refusals.ts';

const lines = (...texts: readonly string[]): string => texts.join('\n');

/** What stands behind `user/app:`, in its order. */
async function tagsFor(event: Machine, given: Given): Promise<readonly string[]> {
  const { inputs } = await read({ images: 'user/app', ...given }, event);
  expect(inputs.version).toBe(inputs.tags[0]?.tag ?? '');
  return inputs.tags.map(formatTag).map((name) => name.replace('docker.io/user/app:', ''));
}

/** An event, `tags` and `flavor` as written, and the tags. */
type Row = [name: string, event: Machine, tags: string, expected: readonly string[], flavor?: string];

const test = async (
  _: string,
  event: Machine,
  tags: string,
  expected: readonly string[],
  flavor = '',
): Promise<void> => {
  expect(await tagsFor(event, { tags, flavor })).toEqual(expected);
};

const semver = lines('type=semver,pattern={{version}}', 'type=semver,pattern={{major}}.{{minor}}');
const basic = lines('type=ref,event=branch', 'type=ref,event=pr', semver);

describe("docker/metadata-action's documented examples", () => {
  it.each<Row>([
    ['Basic: a pull request', pullRequest(), '', ['pr-2']],
    ['Basic: a branch', push('master'), '', ['master']],
    ['Basic: a branch with a slash', push('releases/v1'), '', ['releases-v1']],
    ['Basic: a tag', pushTag('v1.2.3'), '', ['v1.2.3', 'latest']],
    [
      'Basic: a pre-release, which is any tag there',
      pushTag('v2.0.8-beta.67'),
      '',
      ['v2.0.8-beta.67', 'latest'],
    ],
    ['Basic: by hand', dispatch('master'), '', ['master']],
    ['Semver: a pull request', pullRequest(), basic, ['pr-2']],
    ['Semver: a branch', push('master'), basic, ['master']],
    ['Semver: a branch with a slash', push('releases/v1'), basic, ['releases-v1']],
    ['Semver: a tag', pushTag('v1.2.3'), basic, ['1.2.3', '1.2', 'latest']],
    ['Semver: a pre-release', pushTag('v2.0.8-beta.67'), basic, ['2.0.8-beta.67']],
    [
      'Bake: with the commit',
      pushTag('v1.2.3'),
      lines(basic, 'type=sha'),
      ['1.2.3', '1.2', 'sha-860c190', 'latest'],
    ],
    [
      'latest for the default branch',
      push('master'),
      lines('type=ref,event=branch', 'type=raw,value=latest,enable={{is_default_branch}}'),
      ['master', 'latest'],
    ],
    [
      'latest for the default branch, on another one',
      push('dev'),
      lines('type=ref,event=branch', 'type=raw,value=latest,enable={{is_default_branch}}'),
      ['dev'],
    ],
    ['the branch before the commit', push('my/branch'), 'type=sha,prefix={{branch}}-', ['my-branch-860c190']],
    [
      'branch and commit in a tag',
      push('my/branch'),
      'type=raw,value=mytag-{{branch}}-{{sha}}',
      ['mytag-my-branch-860c190'],
    ],
    [
      'major version zero',
      pushTag('v0.1.2'),
      lines(semver, 'type=semver,pattern={{major}},enable=false'),
      ['0.1.2', '0.1', 'latest'],
    ],
  ])('%s', test);
});

describe('type=schedule', () => {
  it.each<Row>([
    ['is nightly', schedule, 'type=schedule', ['nightly']],
    ['comes before the branch', schedule, '', ['nightly', 'master']],
    ['is another word', schedule, 'type=schedule,pattern=weekly', ['weekly']],
    ['is a date', schedule, "type=schedule,pattern={{date 'YYYYMMDD'}}", ['20200110']],
    ['is a time', schedule, "type=schedule,pattern={{date 'YYYYMMDD-HHmmss'}}", ['20200110-003000']],
    [
      'is a time elsewhere',
      schedule,
      "type=schedule,pattern={{date 'YYYYMMDD-HHmmss' tz='Asia/Tokyo'}}",
      ['20200110-093000'],
    ],
    ['has a prefix and a suffix', schedule, 'type=schedule,prefix=a-,suffix=-b', ['a-nightly-b']],
    [
      'has those of the flavor',
      schedule,
      'type=schedule',
      ['glo-nightly-bal'],
      lines('prefix=glo-', 'suffix=-bal'),
    ],
    [
      'comes after what has a higher priority',
      schedule,
      lines(
        'type=schedule',
        'type=sha,priority=2000',
        'type=raw,value=defbranch,enable={{is_default_branch}}',
      ),
      ['sha-860c190', 'nightly', 'defbranch'],
    ],
    ['is nothing for a push', push('master'), lines('type=schedule', 'type=sha'), ['sha-860c190']],
  ])('%s', test);
});

describe('type=semver', () => {
  it.each<Row>([
    ['raw', pushTag('v1.2.3'), 'type=semver,pattern={{raw}}', ['v1.2.3', 'latest']],
    ['version', pushTag('v1.2.3'), 'type=semver,pattern={{version}}', ['1.2.3', 'latest']],
    ['major and minor', pushTag('v1.2.3'), 'type=semver,pattern={{major}}.{{minor}}', ['1.2', 'latest']],
    ['text and major', pushTag('v1.2.3'), 'type=semver,pattern=v{{major}}', ['v1', 'latest']],
    ['minor', pushTag('v1.2.3'), 'type=semver,pattern={{minor}}', ['2', 'latest']],
    ['patch', pushTag('v1.2.3'), 'type=semver,pattern={{patch}}', ['3', 'latest']],
    ['raw of a pre-release', pushTag('v2.0.8-beta.67'), 'type=semver,pattern={{ raw }}', ['v2.0.8-beta.67']],
    [
      'any other pattern of a pre-release',
      pushTag('v2.0.8-beta.67'),
      'type=semver,pattern={{major}}',
      ['2.0.8-beta.67'],
    ],
    [
      'a pre-release with build metadata',
      pushTag('v9.5.7-alpha.2+fork.3.1.8'),
      lines('type=semver,pattern={{raw}}', 'type=semver,pattern={{version}}'),
      ['v9.5.7-alpha.2-fork.3.1.8', '9.5.7-alpha.2'],
    ],
    ['a value instead of the tag', push('master'), `${semver},value=v1.0.0`, ['1.0', 'latest']],
    [
      'a value made of expressions',
      push('master'),
      "type=semver,pattern={{version}},value={{date 'Y.M.D'}}",
      ['2020.1.10', 'latest'],
    ],
    ['no version at all', pushTag('sometag'), lines('type=ref,event=tag', semver), ['sometag', 'latest']],
    [
      'a tag behind a slash',
      pushTag('p1/v1.0.0'),
      lines('type=ref,event=tag', semver),
      ['p1-v1.0.0', 'latest'],
    ],
    [
      'what is cut out of a tag',
      pushTag('p1/v1.0.0'),
      'type=semver,pattern={{version}},match=p1/v(.*)',
      ['1.0.0', 'latest'],
    ],
    ['nothing on a branch', push('dev'), lines(semver, 'type=ref,event=branch'), ['dev']],
    [
      'the same twice',
      pushTag('v1.1.1'),
      lines('type=semver,pattern={{version}}', 'type=semver,pattern={{major}}.{{minor}}.{{patch}}'),
      ['1.1.1', 'latest'],
    ],
    ['large numbers', pushTag('v101.12.13'), semver, ['101.12.13', '101.12', 'latest']],
  ])('%s', test);
});

describe('type=pep440', () => {
  const pattern = (...patterns: readonly string[]): string =>
    patterns.map((text) => `type=pep440,pattern=${text}`).join('\n');
  it.each<Row>([
    [
      'raw and a part',
      pushTag('v1.1.1'),
      pattern('{{raw}}', '{{major}}.{{minor}}'),
      ['v1.1.1', '1.1', 'latest'],
    ],
    [
      'every part',
      pushTag('v1.1.1'),
      pattern('{{version}}', '{{major}}.{{minor}}.{{patch}}', '{{major}}.{{minor}}', '{{major}}'),
      ['1.1.1', '1.1', '1', 'latest'],
    ],
    ['two numbers', pushTag('1.2'), pattern('{{version}}', '{{major}}.{{minor}}'), ['1.2', 'latest']],
    ['text before the major', pushTag('1.2.3'), pattern('v{{major}}'), ['v1', 'latest']],
    ['a beta', pushTag('1.1beta2'), pattern('{{major}}.{{minor}}', '{{major}}'), ['1.1b2']],
    ['one of development', pushTag('1.0dev4'), pattern('{{major}}.{{minor}}', '{{major}}'), ['1.0.dev4']],
    [
      'a release candidate',
      pushTag('1.2.3rc2'),
      pattern('{{raw}}', '{{version}}', '{{major}}'),
      ['1.2.3rc2'],
    ],
    [
      'raw of a release candidate',
      pushTag('v1.2.3rc2'),
      pattern('{{raw}}', '{{major}}.{{minor}}'),
      ['v1.2.3rc2', '1.2.3rc2'],
    ],
    ['a post-release', pushTag('1.2post1'), pattern('{{version}}', '{{major}}'), ['1.2.post1']],
    ['a value', push('master'), `${pattern('{{version}}')},value=1.0.0`, ['1.0.0', 'latest']],
    [
      'no version',
      pushTag('sometag'),
      lines('type=ref,event=tag', pattern('{{version}}')),
      ['sometag'],
      'latest=false',
    ],
  ])('%s', test);
});

describe('type=match', () => {
  it.each<Row>([
    ['digits', pushTag('v1.2.3'), 'type=match,pattern=\\d.\\d.\\d', ['1.2.3', 'latest']],
    ['a group', pushTag('v2.0.8-beta.67'), 'type=match,pattern=v(.*),group=1', ['2.0.8-beta.67', 'latest']],
    ['a part', pushTag('v2.0.8-beta.67'), 'type=match,pattern=v(\\d.\\d),group=1', ['2.0', 'latest']],
    ['a date', pushTag('20200110-RC2'), 'type=match,pattern=\\d+', ['20200110', 'latest']],
    [
      'behind a slash',
      pushTag('p1/v1.2.3'),
      'type=match,pattern=p1/v(\\d.\\d.\\d),group=1',
      ['1.2.3', 'latest'],
    ],
    [
      'with a comma in it',
      pushTag('release1'),
      'type=match,"pattern=^release\\d{1,2}"',
      ['release1', 'latest'],
    ],
    ['with flags', pushTag('RELEASE1'), 'type=match,pattern=/release(\\d)/i,group=1', ['1', 'latest']],
    ['of a value', push('dev'), 'type=match,pattern=v(.*),group=1,value=v1.0.0', ['1.0.0', 'latest']],
    ['that does not match', pushTag('v1'), lines('type=match,pattern=x', 'type=sha'), ['sha-860c190']],
    [
      'without such a group',
      pushTag('v1'),
      lines('type=match,pattern=v,group=1', 'type=sha'),
      ['sha-860c190'],
    ],
    [
      'without latest',
      pushTag('20200110-RC2'),
      lines('type=match,pattern=\\d{8}', 'type=raw,my'),
      ['20200110', 'my'],
      'latest=false',
    ],
  ])('%s', test);
});

describe('type=edge, type=ref, type=raw and type=sha', () => {
  it.each<Row>([
    ['edge of the default branch', push('master'), 'type=edge', ['edge']],
    ['edge by hand', dispatch('master'), 'type=edge', ['edge']],
    ['edge elsewhere', push('dev'), lines('type=edge', 'type=sha'), ['sha-860c190']],
    [
      'edge of a branch that is named',
      push('dev'),
      lines('type=edge,branch=dev', 'type=sha'),
      ['edge', 'sha-860c190'],
    ],
    ['edge of another branch', push('master'), lines('type=edge,branch=dev', 'type=sha'), ['sha-860c190']],
    [
      'edge after a ref of a higher priority',
      push('master'),
      lines('type=ref,priority=2000,event=branch', 'type=edge'),
      ['master', 'edge'],
    ],
    ['edge of a tag', pushTag('v1'), lines('type=edge', 'type=sha'), ['sha-860c190']],
    ['a branch with characters that no tag has', push('my/feature#1245'), '', ['my-feature-1245']],
    ['one and the same', push('a__b..c'), '', ['a__b..c']],
    [
      'a branch of a merge queue',
      run('merge_group', 'refs/heads/gh-readonly-queue/master/pr-2-abc'),
      '',
      ['gh-readonly-queue-master-pr-2-abc'],
    ],
    ['a finished workflow', run('workflow_run', 'refs/heads/master'), '', ['master']],
    ['a branch that was deleted', run('delete', 'refs/heads/master', { ref: 'old' }), '', ['master']],
    ['a branch that was made', run('create', 'refs/heads/dev', { ref: 'dev' }), '', ['dev']],
    ['a tag that was made', run('create', 'refs/tags/v1.1.1'), '', ['v1.1.1', 'latest']],
    ['a release', release, '', ['v1.1.1', 'latest']],
    ['a pull request, the target', pullRequestTarget, '', ['pr-2']],
    ['a pull request with another prefix', pullRequest(), 'type=ref,event=pr,prefix=mr-', ['mr-2']],
    ['a pull request without prefix', pullRequest(), 'type=ref,event=pr,prefix=', ['2']],
    [
      'a prefix of its own before that of the flavor',
      pullRequest(),
      '',
      ['pr-2-x'],
      lines('prefix=f-', 'suffix=-x'),
    ],
    [
      'words',
      push('dev'),
      lines('type=ref,event=branch', 'type=raw,my', 'type=raw,value=custom', 'tags'),
      ['dev', 'my', 'custom', 'tags'],
    ],
    ['words alone', pushTag('v1.1.1'), lines('my', 'custom'), ['my', 'custom']],
    [
      'words with latest',
      pushTag('v1.1.1'),
      lines('my', 'custom'),
      ['my', 'custom', 'latest'],
      'latest=true',
    ],
    ['a word that came out empty', pushTag('v1'), lines('type=raw,{{branch}}', 'type=sha'), ['sha-860c190']],
    ['latest once', pushTag('v1'), lines('type=ref,event=tag', 'type=raw,latest'), ['v1', 'latest']],
    [
      'what is not enabled',
      push('dev'),
      lines('type=sha,enable=false', 'type=raw,enable=true,value=a'),
      ['a'],
    ],
    ['a short commit', push('dev'), 'type=sha', ['sha-860c190']],
    ['a long commit', push('dev'), 'type=sha,format=long', [`sha-${sha}`]],
    ['a commit without prefix', push('dev'), 'type=sha,prefix=', ['860c190']],
    [
      'a commit of another length',
      run('push', 'refs/heads/dev', {}, { DOCKER_METADATA_SHORT_SHA_LENGTH: '12' }),
      'type=sha',
      ['sha-860c1904a1ce'],
    ],
    ['the commit of a pull request', pullRequest(), 'type=sha', ['sha-860c190']],
    [
      'the head of a pull request',
      pullRequest({ DOCKER_METADATA_PR_HEAD_SHA: 'true' }),
      'type=sha',
      ['sha-fffffff'],
    ],
    ['a comment and blank lines', push('dev'), lines('# none', '', '  type=sha  '), ['sha-860c190']],
    ['the order of equal priorities', push('dev'), lines('b', 'a'), ['b', 'a']],
    ['a negative priority', push('dev'), lines('b,priority=-1', 'a,priority=0'), ['a', 'b']],
  ])('%s', test);
});

describe('flavor', () => {
  it.each<Row>([
    ['latest=false', pushTag('v1.1.1'), semver, ['1.1.1', '1.1'], 'latest=false'],
    ['latest=true on a branch', push('dev'), '', ['dev', 'latest'], 'latest=true'],
    ['a prefix', pushTag('v1.1.1'), semver, ['p-1.1.1', 'p-1.1', 'latest'], 'prefix=p-'],
    [
      'a suffix for latest too',
      pushTag('v1.1.1'),
      semver,
      ['1.1.1-dev', '1.1-dev', 'latest-dev'],
      'suffix=-dev,onlatest=true',
    ],
    [
      'both for latest too',
      pushTag('v1.1.1'),
      semver,
      ['foo-1.1.1-dev', 'foo-1.1-dev', 'foo-latest-dev'],
      lines('prefix=foo-,onlatest=true', 'suffix=-dev,onlatest=true'),
    ],
    [
      'the suffix of a rule before it',
      pushTag('v1.1.1'),
      'type=ref,event=tag,suffix=-{{sha}}-foo',
      ['v1.1.1-860c190-foo', 'latest'],
      'suffix=-dev',
    ],
    [
      'an empty prefix of a rule before it',
      push('dev'),
      'type=ref,event=branch,prefix=',
      ['dev'],
      'prefix=p-',
    ],
    ['an expression', push('dev'), 'type=raw,a', ['dev-a'], 'prefix={{branch}}-'],
    ['a later line', push('dev'), '', ['dev', 'latest'], lines('latest=false', 'latest=true')],
  ])('%s', test);
});

describe('expressions', () => {
  it.each<[name: string, event: Machine, value: string, expected: readonly string[]]>([
    ['branch of a branch', push('my/branch'), 'x{{branch}}', ['xmy-branch']],
    ['branch of a tag', pushTag('v1'), 'x{{branch}}', ['x']],
    ['tag of a tag', pushTag('v1.2.3'), 'x{{tag}}', ['xv1.2.3']],
    ['tag of a branch', push('dev'), 'x{{tag}}', ['x']],
    ['sha', push('dev'), '{{sha}}', ['860c190']],
    ['base_ref of a pull request', pullRequest(), 'x{{base_ref}}', ['xmaster']],
    ['base_ref of a branch', push('dev'), 'x{{base_ref}}', ['x']],
    ['base_ref of a tag', pushTag('v1', { base_ref: 'refs/heads/dev' }), 'x{{base_ref}}', ['xdev']],
    ['base_ref of a release', release, 'baseref-{{base_ref}}', ['baseref-']],
    ['is_default_branch', push('master'), '{{is_default_branch}}', ['true']],
    ['is_not_default_branch', push('master'), '{{is_not_default_branch}}', ['false']],
    ['is_not_default_branch elsewhere', push('dev'), '{{is_not_default_branch}}', ['true']],
    ['is_default_branch of a tag', pushTag('v1'), '{{is_default_branch}}', ['false']],
    ['is_default_branch of a pull request', pullRequest(), '{{is_default_branch}}', ['false']],
    ['is_default_branch of a schedule', schedule, '{{is_default_branch}}', ['true']],
    ['is_default_branch of an issue', run('issues', 'refs/heads/master'), '{{is_default_branch}}', ['true']],
    ['date', push('dev'), "{{date 'YYYYMMDD'}}", ['20200110']],
    ['date in double quotes', push('dev'), '{{date ""YYYYMMDD""}}', ['20200110']],
    ['commit_date of a push', push('dev'), "{{commit_date 'YYYYMMDD-HHmmss'}}", ['20191231-225958']],
    ['commit_date of a tag', pushTag('v1'), "{{commit_date 'YYYYMMDD' tz='Asia/Tokyo'}}", ['20200101']],
    [
      'commit_date of a merge queue',
      run('merge_group', 'refs/heads/q', {
        merge_group: { head_commit: { id: sha, timestamp: '2019-01-02T03:04:05Z' } },
      }),
      "{{commit_date 'X'}}",
      ['1546398245'],
    ],
    [
      'commit_date where nobody says',
      release,
      "src-{{commit_date 'YYYYMMDD-HHmmss'}}",
      ['src-20200110-003000'],
    ],
  ])('%s', async (_, event, value, expected) => {
    expect(
      await tagsFor(event, { tags: value.includes('""') ? `"value=${value}"` : `type=raw,value=${value}` }),
    ).toEqual(expected);
  });
});

describe('images', () => {
  it.each<[name: string, images: string, expected: readonly string[]]>([
    ['one', 'ghcr.io/user/app', ['ghcr.io/user/app:dev']],
    ['several on a line', 'org/app,ghcr.io/user/app', ['docker.io/org/app:dev', 'ghcr.io/user/app:dev']],
    [
      'several lines',
      lines('org/app', 'ghcr.io/user/app'),
      ['docker.io/org/app:dev', 'ghcr.io/user/app:dev'],
    ],
    [
      'attributes',
      lines('name=org/app', 'ghcr.io/User/App,enable=true', 'name=x/y,enable=false'),
      ['docker.io/org/app:dev', 'ghcr.io/user/app:dev'],
    ],
    ['the same twice', lines('org/app', 'Org/App'), ['docker.io/org/app:dev']],
    ['none that is enabled', 'name=x/y,enable=false', []],
  ])('%s', async (_, images, expected) => {
    const { inputs } = await read({ images }, push('dev'));
    expect(inputs.tags.map(formatTag)).toEqual(expected);
  });
});

const described = {
  title: 'Hello-World',
  description: 'This your first repo!',
  url: 'https://github.com/octocat/Hello-World',
  source: 'https://github.com/octocat/Hello-World',
  version: 'dev',
  created: '2020-01-10T00:30:00.000Z',
  revision: sha,
  licenses: 'MIT',
};
const oci = (changed: Readonly<Record<string, string>> = {}, level = ''): readonly string[] =>
  Object.entries({ ...described, ...changed }).map(
    ([name, value]) => `${level}org.opencontainers.image.${name}=${value}`,
  );

describe('labels', () => {
  const labelsFor = async (given: Given, event: Machine = push('dev')): Promise<readonly string[]> =>
    (await read({ images: 'user/app', ...given }, event)).inputs.build.labels;

  it('come from the event', async () => {
    expect(await labelsFor({})).toEqual(oci());
  });

  it('are of the first tag', async () => {
    expect(await labelsFor({ tags: semver }, pushTag('v1.2.3'))).toEqual(oci({ version: '1.2.3' }));
  });

  it('are empty for what the event does not say', async () => {
    const event = { ...run('push', 'refs/heads/dev'), event: '{}' };
    expect(await labelsFor({}, event)).toEqual(oci({ description: '', licenses: '' }));
  });

  it('give way to those that are written', async () => {
    const labels = lines(
      'maintainer=me',
      'org.opencontainers.image.title=My=Title',
      'a={{branch}}:{{meta.revision}}',
    );
    expect(await labelsFor({ labels })).toEqual([
      ...oci({ title: 'My=Title' }),
      'maintainer=me',
      `a=dev:${sha}`,
    ]);
  });

  it('take dates', async () => {
    const labels = "org.opencontainers.image.created={{commit_date 'YYYY-MM-DDTHH:mm:ss.SSS[Z]'}}";
    expect(await labelsFor({ labels })).toEqual(oci({ created: '2019-12-31T22:59:58.000Z' }));
  });

  it('arrive as they are written without images', async () => {
    const { inputs } = await read({ labels: 'a={{branch}}' }, push('dev'));
    expect(inputs.build.labels).toEqual(['a={{branch}}']);
  });
});

describe('annotations', () => {
  const annotationsFor = async (given: Given): Promise<readonly string[]> =>
    (await read({ images: 'user/app', ...given }, push('dev'))).inputs.build.annotations;
  const [manifest, index] = [oci({}, 'manifest:'), oci({}, 'index:')];

  it('come from the event, for manifests and index', async () => {
    expect(await annotationsFor({})).toEqual([...manifest, ...index]);
  });

  it('of one platform without attestations are of the manifest', async () => {
    expect(await annotationsFor({ platforms: 'linux/amd64', provenance: 'false' })).toEqual(manifest);
  });

  it('are none for an image that is loaded, but those that are written', async () => {
    expect(await annotationsFor({ load: 'true', annotations: 'a=b' })).toEqual(['a=b']);
  });

  it('give way to those that are written, at their level', async () => {
    const annotations = lines(
      'org.opencontainers.image.title=T',
      'index:org.opencontainers.image.version=2',
      'manifest[linux/arm64]:a=b',
      'b={{sha}}',
    );
    expect(await annotationsFor({ annotations })).toEqual([
      ...oci({ title: 'T' }, 'manifest:'),
      ...oci({ title: 'T', version: '2' }, 'index:'),
      'manifest[linux/arm64]:a=b',
      'manifest:b=860c190',
      'index:b=860c190',
    ]);
  });
});

it('fills what the event says into build arguments, and leaves other braces alone', async () => {
  const args = lines(
    'VERSION={{meta.version}}',
    'REF={{ meta.branch }}@{{meta.sha}}',
    'FORMAT={{.Name}}{{branch}}',
  );
  const { inputs } = await read({ images: 'user/app', 'build-args': args }, push('dev'));
  expect(inputs.build.buildArgs).toEqual(['VERSION=dev', 'REF=dev@860c190', 'FORMAT={{.Name}}{{branch}}']);
});

describe('a warning', () => {
  it.each<[name: string, event: Machine, tags: string, text: string]>([
    [
      'of no semantic version',
      pushTag('x'),
      semver,
      "'tags': type=semver,pattern={{version}} gives no tag: 'x' is not a semantic version.",
    ],
    [
      'of no version of Python',
      pushTag('x'),
      'type=pep440,pattern={{raw}}',
      "'tags': type=pep440,pattern={{raw}} gives no tag: 'x' is not a version of PEP 440.",
    ],
    [
      'of a pattern',
      pushTag('x'),
      'type=match,pattern=v',
      "'tags': type=match,pattern=v gives no tag: its pattern does not match 'x'.",
    ],
    [
      'of a group',
      pushTag('v'),
      'type=match,pattern=v,group=3',
      "'tags': type=match,pattern=v,group=3 gives no tag: its pattern has no group 3.",
    ],
    [
      'of the default branch',
      { ...push('dev'), event: '{}' },
      'type=edge',
      "'tags': type=edge gives no tag: the event does not say what the default branch is. Name it, as in type=edge,branch=main.",
    ],
    [
      'of the time of a commit',
      release,
      "type=raw,value={{commit_date 'X'}}",
      "'tags': an event 'release' does not say when the commit was made, so {{commit_date}} is the current time.",
    ],
  ])('%s', async (_, event, tags, text) => {
    expect((await read({ images: 'user/app', tags }, event)).warnings).toContain(text);
  });
});

const rule = (tags: string, text: string): [string, Given, string, Machine] => [
  tags,
  { images: 'user/app', tags },
  `'tags': ${text}`,
  push('dev'),
];

refuses('a rule', [
  rule(
    'type=foo',
    "'type=foo' has the unknown type 'foo'; expected schedule, semver, pep440, match, edge, ref, raw or sha.",
  ),
  rule(
    'type=semvr,pattern={{version}}',
    "'type=semvr,pattern={{version}}' has the unknown type 'semvr'; expected schedule, semver, pep440, match, edge, ref, raw or sha. Did you mean 'semver'?",
  ),
  rule('type=semver', "'type=semver' has no pattern. docs/names.md has an example of type=semver."),
  rule('type=match', "'type=match' has no pattern. docs/names.md has an example of type=match."),
  rule('type=raw', "'type=raw' has no value. docs/names.md has an example of type=raw."),
  rule('type=ref', "'type=ref' has no event. docs/names.md has an example of type=ref."),
  rule('type=ref,event=foo', "'type=ref,event=foo' has the event 'foo'; expected branch, tag or pr."),
  rule('type=sha,format=foo', "'type=sha,format=foo' has the format 'foo'; expected short or long."),
  rule(
    'type=match,pattern=v,group=foo',
    "'type=match,pattern=v,group=foo' has the group 'foo'; expected a whole number.",
  ),
  rule('type=match,pattern=(', "'type=match,pattern=(' has '(', which is not a regular expression."),
  rule(
    'type=sha,priority=high',
    "'type=sha,priority=high' has the priority 'high'; expected a whole number.",
  ),
  rule(
    'type=sha,prefx=a',
    "'type=sha,prefx=a' has the unknown attribute 'prefx'; expected type, enable, priority, prefix, suffix or format. Did you mean 'prefix'?",
  ),
  rule('a,b', "'a,b' has several values. Write one rule per line."),
  rule(
    'type=raw,value=a,enable={{branch}}',
    "'type=raw,value=a,enable={{branch}}' has the enable 'dev'; expected true or false.",
  ),
  rule(
    'type=raw,value={{foo}}',
    "'type=raw,value={{foo}}' has the unknown expression '{{foo}}'. Known here are branch, tag, sha, base_ref, is_default_branch, is_not_default_branch, date, commit_date.",
  ),
  rule(
    'type=raw,value={{branch',
    "'type=raw,value={{branch' opens an expression with '{{' that is never closed.",
  ),
  rule(
    'type=semver,pattern={{prerelease}}',
    "'type=semver,pattern={{prerelease}}' has the unknown expression '{{prerelease}}'. Known here are raw, version, major, minor, patch.",
  ),
  rule(
    'type=raw,value={{date}}',
    "'type=raw,value={{date}}' has '{{date}}', which is not a date with a format. Write for example {{date 'YYYYMMDD'}} or {{date 'YYYYMMDD' tz='Asia/Tokyo'}}.",
  ),
  rule(
    "type=raw,value={{date 'Y' tz='Mars'}}",
    "'type=raw,value={{date 'Y' tz='Mars'}}' names the unknown time zone 'Mars'. Time zones are those of the IANA database, such as 'Europe/Berlin'.",
  ),
  rule(
    "type=raw,value={{date 'LLL'}}",
    "'type=raw,value={{date 'LLL'}}' has 'LLL' in the format of a date, which this action does not format. Put text that is meant as it is into square brackets. docs/names.md lists the formats.",
  ),
  rule(
    'type=match,pattern=v"',
    '\'type=match,pattern=v"\' is not valid CSV: column 21 has a double quote inside an unquoted field. Put double quotes around the whole field, as in type=match,"pattern=v(\\d{1,3})".',
  ),
  rule(
    'type=sha,prefix={{tag}}-',
    "'user/app:-860c190' has the tag '-860c190', but a tag may contain only letters, digits, '_', '.' and '-', and may not begin with '.' or '-'. Did you mean 'user/app:860c190'?",
  ),
]);

refuses('names', [
  [
    'rules without images',
    { tags: 'type=sha' },
    "'tags': 'type=sha' is a rule, but without 'images' names were expected. Name the repositories in 'images', for example 'ghcr.io/acme/app'.",
  ],
  [
    'a flavor without images',
    { flavor: 'latest=true' },
    "'flavor': it is set, but without 'images' the names in 'tags' are taken as they are. Set 'images', or leave 'flavor' out.",
  ],
  [
    'a flavor of no form',
    { images: 'user/app', flavor: 'latest' },
    "'flavor': 'latest' is not of the form name=value; expected for example latest=false.",
  ],
  [
    'an unknown flavor',
    { images: 'user/app', flavor: 'sufix=a' },
    "'flavor': 'sufix=a' has the unknown attribute 'sufix'; expected latest, prefix, suffix or onlatest. Did you mean 'suffix'?",
  ],
  [
    'another latest',
    { images: 'user/app', flavor: 'latest=foo' },
    "'flavor': expected auto, true or false for 'latest', got 'foo'.",
  ],
  [
    'another onlatest',
    { images: 'user/app', flavor: 'prefix=a,onlatest=foo' },
    "'flavor': expected true or false for 'onlatest', got 'foo'.",
  ],
  [
    'an image with a tag',
    { images: 'user/app:1' },
    "'images': 'user/app:1' has a tag or a digest, but an image without one was expected. Tags come from the rules in 'tags'.",
  ],
  [
    'an image with an unknown attribute',
    { images: 'user/app,bar=baz' },
    "'images': 'user/app,bar=baz' has the unknown attribute 'bar'; expected name or enable.",
  ],
  [
    'an image without a name',
    { images: 'name=,enable=true' },
    "'images': 'name=,enable=true' does not name one image; expected for example name=ghcr.io/acme/app,enable=true.",
  ],
  [
    'an image with two names',
    { images: 'a/b,name=c/d' },
    "'images': 'a/b,name=c/d' does not name one image; expected for example name=ghcr.io/acme/app,enable=true.",
  ],
  [
    'an image that is perhaps enabled',
    { images: 'a/b,enable=yes' },
    "'images': expected true or false for 'enable', got 'yes'.",
  ],
  [
    'a push without any name',
    { images: 'user/app', tags: semver, push: 'true' },
    "'tags': no rule gives a tag for the event 'push' of 'refs/heads/dev', but 'push' needs a name to publish under. Add a rule such as type=ref,event=branch or type=sha, or set 'push' only for events that have one.",
    push('dev'),
  ],
  [
    'a push without any image',
    { images: 'user/app,enable=false', push: 'true' },
    "'images': every image has enable=false, but 'push' needs a name to publish under. Set 'push' by the same condition.",
    push('dev'),
  ],
  [
    'a push of a short name',
    { images: 'app', push: 'true' },
    "'images': 'app' means 'docker.io/library/app' on Docker Hub, where only Docker publishes its official images. Write the account too, for example 'ACCOUNT/app', or the registry, for example 'ghcr.io/ACCOUNT/app'.",
    push('dev'),
  ],
  [
    'meta without images',
    { labels: 'a={{meta.version}}' },
    "'labels': '{{meta.version}}' says what 'images' and the rules in 'tags' make of the event, but 'images' is empty. Set 'images', or write the value itself.",
  ],
  [
    'meta of another name',
    { images: 'user/app', 'build-args': 'A={{meta.vrsion}}' },
    "'build-args': '{{meta.vrsion}}' has the unknown expression '{{meta.vrsion}}'. Known here are meta.title, meta.description, meta.url, meta.source, meta.version, meta.created, meta.revision, meta.licenses, meta.branch, meta.tag, meta.sha, meta.base_ref.",
  ],
]);

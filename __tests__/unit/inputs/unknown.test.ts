import { describe, expect, it } from 'vitest';
import { imageTable } from '../../../src/inputs/image.ts';
import { variableOf } from '../../../src/inputs/syntax/form.ts';
import { read, refusalOf } from './reading.ts';

const unknown = 'this action has no input of that name.';

/** The runner hands over whatever stands under `with`. */
const given = (name: string, value = 'x') => ({ variables: { [variableOf(name)]: value } });

describe('an input that the action does not have', () => {
  it.each([
    ['platform', "Did you mean 'platforms'?"],
    ['tag', "Did you mean 'tags'?"],
    ['secret', "Did you mean 'secrets'?"],
    ['build-arg', "Did you mean 'build-args'?"],
    ['build_args', "Did you mean 'build-args'?"],
    ['output', "Did you mean 'outputs'?"],
    ['no-caches', "Did you mean 'no-cache'?"],
    ['label', "Did you mean 'labels'?"],
    ['user-name', "Did you mean 'username'?"],
    ['check', "Use 'call', with the value 'check'."],
    ['config-inline', "Use 'buildkitd-config-inline'."],
    ['version', "Use 'buildx-version'."],
    ['dockerfile', "Use 'file'."],
    ['tag_with_ref', "Set 'images', and a rule in 'tags' such as type=ref,event=branch."],
  ])('%s is refused', async (name, hint) => {
    expect(await refusalOf({}, given(name))).toBe(`'${name}': ${unknown} ${hint}`);
  });

  it.each(Object.keys(imageTable.replacements))('%s has a replacement, and is not an input', async (name) => {
    expect(Object.keys(imageTable.defaults)).not.toContain(name);
    expect(await refusalOf({}, given(name))).toBe(`'${name}': ${unknown} ${imageTable.replacements[name]}`);
  });

  it('is named beside everything else that is wrong', async () => {
    const text = await refusalOf({ push: 'yes' }, given('install', 'true'));
    expect(text).toMatch(/^2 problems in the inputs:\n- 'install': .*\n- 'push': /);
  });
});

/** Every input of docker/build-push-action, setup-qemu-action, setup-buildx-action, login-action, metadata-action. */
const others = [
  'add-hosts allow annotations attests build-args build-contexts builder cache-from cache-to call cgroup-parent',
  'context file labels load network no-cache no-cache-filters outputs platforms provenance pull push sbom secrets',
  'secret-envs secret-files shm-size ssh tags target ulimit github-token',
  'image platforms reset cache-image',
  'version driver driver-opts buildkitd-flags buildkitd-config buildkitd-config-inline use name endpoint platforms',
  'append keep-state cache-binary cleanup install config config-inline',
  'registry username password ecr scope logout registry-auth',
  'context images tags flavor labels annotations sep-tags sep-labels sep-annotations bake-target github-token',
].join(' ');

it.each([...new Set(others.split(' '))])('%s of a Docker action is an input or has a replacement', (name) => {
  expect([...Object.keys(imageTable.defaults), ...Object.keys(imageTable.replacements)]).toContain(name);
});

describe('what only looks like an input', () => {
  it.each([
    ['a variable of the environment', 'INPUT_FROBNICATE_LEVEL'],
    ['an input of nobody', 'INPUT_FROBNICATE'],
    ['a name that every object knows', 'INPUT_CONSTRUCTOR'],
  ])('is a warning: %s', async (_, variable) => {
    const { warnings } = await read({}, { variables: { [variable]: 'x' } });
    const name = variable.replace('INPUT_', '').toLowerCase();
    expect(warnings).toEqual([`'${name}': this action has no input of that name, so it has no effect.`]);
  });

  it.each([
    ['nothing in it', 'INPUT_PLATFORM', ' '],
    ['small letters, which the runner never has', 'INPUT_platform', 'x'],
    ['another beginning', 'MY_INPUT_PLATFORM', 'x'],
  ])('is nothing with %s', async (_, variable, value) => {
    expect((await read({}, { variables: { [variable]: value } })).warnings).toEqual([]);
  });
});

// The reusable workflow, as a caller in another repository runs it. Three things are otherwise than on GitHub: `$/`
// is this checkout, the checkout step is the one that act knows, and the artifact actions are stand-ins.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyCheckout } from './checkout.ts';
import { run } from './command.ts';
import { toolchainInputs } from './derive.ts';

/** A checkout whose workflow calls native.yml, and what takes the place of the actions that it uses. */
export interface NativeCall {
  readonly file: string;
  readonly repo: string;
  readonly repositories: Readonly<Record<string, string>>;
}

const workflowFile = '.github/workflows/native.yml';
const ours = `org/multiarch-build@${'a'.repeat(40)}`;

/** `inputs` of the call; the context is a folder `sample` of the checkout, which copies itself. */
export async function callNative(
  folder: string,
  inputs: Readonly<Record<string, string>>,
  lab: Readonly<Record<string, string>>,
): Promise<NativeCall> {
  const repo = join(folder, 'checkout');
  await copyCheckout(join(import.meta.dirname, '..'), repo);
  const text = readFileSync(join(repo, workflowFile), 'utf8');
  writeFileSync(join(repo, workflowFile), deriveNative(text, toolchainInputs(lab)));
  mkdirSync(join(repo, 'sample'));
  writeFileSync(join(repo, 'sample/Dockerfile'), 'FROM scratch\nCOPY Dockerfile /file\n');
  const given = Object.entries({ context: 'sample', ...inputs }).map(
    ([name, value]) => `      ${name}: ${JSON.stringify(value)}\n`,
  );
  const file = join(repo, '.github/workflows/caller.yml');
  writeFileSync(
    file,
    `on: push
jobs:
  image:
    permissions: { contents: read, packages: write }
    uses: ./${workflowFile}
    with:
${given.join('')}    secrets: { username: lab, password: lab-password }
  after:
    needs: image
    runs-on: ubuntu-latest
    steps:
      - id: arrived
        env:
          OUTPUTS: \${{ toJSON(needs.image.outputs) }}
        run: node -e 'console.log("all=" + JSON.stringify(JSON.parse(process.env.OUTPUTS)))' >> "$GITHUB_OUTPUT"
`,
  );
  const git = (...args: readonly string[]) =>
    run('git', ['-c', 'user.name=lab', '-c', 'user.email=lab@localhost', ...args], { cwd: repo });
  await git('add', '--all', '--force');
  await git('commit', '--quiet', '--message=A caller');
  const store = join(folder, 'artifacts');
  mkdirSync(store);
  const pinned = (name: string): string => new RegExp(`actions/${name}@[0-9a-f]{40}`).exec(text)?.[0] ?? name;
  return {
    file,
    repo,
    repositories: {
      [ours]: repo,
      [pinned('upload-artifact')]: await standIn(join(folder, 'upload'), uploadInputs, store, uploadCode),
      [pinned('download-artifact')]: await standIn(
        join(folder, 'download'),
        downloadInputs,
        store,
        downloadCode,
      ),
    },
  };
}

/** act hands the workflow's own inputs on; where they would be the lab's, they go. */
function deriveNative(text: string, toolchain: Readonly<Record<string, string>>): string {
  const lines = (wanted: (name: string) => boolean): string =>
    Object.entries(toolchain)
      .filter(([name]) => wanted(name))
      .map(([name, value]) => `          ${name}: ${JSON.stringify(value)}\n`)
      .join('');
  const [owner, ref] = ours.split('@');
  return text
    .replace(/^ {10}(driver-opts|buildkitd-config-inline): .*\n/gm, '')
    .replace(/actions\/checkout@.*\n {8}with:\n( {10}.*\n)+/, 'actions/checkout@v4\n')
    .replace('uses: $/plan\n', `uses: ${owner}/plan@${ref}\n`)
    .replace('uses: $/\n        with:\n', `uses: ${ours}\n        with:\n${lines(() => true)}`)
    .replace(
      'uses: $/merge\n        with:\n',
      `uses: ${owner}/merge@${ref}\n        with:\n${lines((name) => name.startsWith('buildx-'))}`,
    );
}

const uploadInputs = ['name', 'path', 'if-no-files-found', 'overwrite', 'retention-days'];
const downloadInputs = ['pattern', 'path', 'merge-multiple'];

const uploadCode = `
const [from, to] = [input('path'), path.join(store, input('name'))];
if (from === '' || !fs.existsSync(from)) fail('No files were found with the provided path: ' + from);
if (fs.existsSync(to) && input('overwrite') !== 'true') fail('an artifact with this name already exists');
fs.mkdirSync(to, { recursive: true });
fs.copyFileSync(from, path.join(to, path.basename(from)));`;

const downloadCode = `
for (const name of fs.readdirSync(store)) {
  if (!name.startsWith(input('pattern').replace('*', ''))) continue;
  const to = input('merge-multiple') === 'true' ? input('path') : path.join(input('path'), name);
  fs.cpSync(path.join(store, name), to, { recursive: true });
}`;

async function standIn(
  folder: string,
  inputs: readonly string[],
  store: string,
  code: string,
): Promise<string> {
  mkdirSync(folder);
  const declared = inputs.map((name) => `  ${name}: { default: "" }\n`).join('');
  writeFileSync(
    join(folder, 'action.yml'),
    `name: stand-in\ninputs:\n${declared}runs: { using: node24, main: main.cjs }\n`,
  );
  writeFileSync(
    join(folder, 'main.cjs'),
    `const [fs, path, store] = [require('fs'), require('path'), ${JSON.stringify(store)}];
const input = (name) => process.env['INPUT_' + name.toUpperCase()] || '';
const fail = (text) => { console.log('::error::' + text); process.exit(1); };${code}\n`,
  );
  const git = (...args: readonly string[]) =>
    run('git', ['-c', 'user.name=lab', '-c', 'user.email=lab@localhost', ...args], { cwd: folder });
  await git('init', '--quiet');
  await git('add', '--all');
  await git('commit', '--quiet', '--message=A stand-in');
  return folder;
}

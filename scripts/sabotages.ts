// Ways to break a promise of the action, and the check that must notice each of them. Where src/ changes, these change
// with it: __tests__/meta/sabotages.test.ts holds that each still finds its place.
import ts from 'typescript';

/** A change to a file of src/. */
export type Edit =
  /** The body of the function of that name becomes this one. */
  | { readonly file: string; readonly body: string; readonly of: string }
  /** A text that stands exactly once in the file becomes another one. */
  | { readonly file: string; readonly find: string; readonly replace: string };

/** What must fail. */
export type Check =
  /** A test of that file, in whose title the text is; default: any. */
  | { readonly kind: 'unit'; readonly file: string; readonly title: string }
  /** The fault scenarios in whose group or name the text is, with what the judges then say. */
  | { readonly kind: 'scenario'; readonly text: string; readonly says: RegExp };

export interface Sabotage {
  /** What the action does then. */
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly noticedBy: readonly [Check, ...Check[]];
}

const unit = (file: string, title = ''): Check => ({
  kind: 'unit',
  file: `__tests__/unit/${file}.test.ts`,
  title,
});
const scenario = (text: string, says: RegExp): Check => ({ kind: 'scenario', text, says });

/** The text of the file after the edit. Throws where the edit does not find its one place. */
export function edited(text: string, edit: Edit): string {
  if ('find' in edit) {
    const [before, after, ...more] = text.split(edit.find);
    if (before === undefined || after === undefined || more.length > 0) {
      throw new Error(`${edit.file} does not hold exactly once: ${edit.find}`);
    }
    return before + edit.replace + after;
  }
  const bodies = bodiesOf(text, edit.of);
  const [body, ...more] = bodies;
  if (body === undefined || more.length > 0) {
    throw new Error(`${edit.file} has ${bodies.length} functions ${edit.of}`);
  }
  return `${text.slice(0, body.getStart())}{ ${edit.body} }${text.slice(body.getEnd())}`;
}

/** The bodies of the functions and methods of that name. */
function bodiesOf(text: string, name: string): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) &&
      node.name?.getText() === name &&
      node.body
    ) {
      found.push(node.body);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true));
  return found;
}

const frame = 'src/actions/frame.ts';
const ledger = 'src/session/ledger.ts';

const verified: readonly Sabotage[] = [
  {
    name: 'No program is looked at before the tags are set',
    edits: [
      {
        file: 'src/verify/verify.ts',
        find: 'verifyBinaries(inputs.verifyBinaries, ',
        replace: "verifyBinaries('none', ",
      },
    ],
    noticedBy: [
      unit('verify/verify', 'what it finds, and says of the rest that it was not checked'),
      scenario('a flipped bit in one upload', /no program was copied out of it/),
    ],
  },
  {
    name: 'BuildKit sets the tags while it pushes, before anything is verified',
    edits: [
      {
        file: 'src/stage/one-builder.ts',
        find: "const direct = inputs.push && inputs.publish === 'direct';",
        replace: 'const direct = inputs.push;',
      },
    ],
    noticedBy: [
      unit('actions/image', 'pushes by digest alone, and moves the tags to what was verified'),
      scenario('a flipped bit in one upload', /was not read/),
    ],
  },
  {
    name: 'A digest that is served is not held against the one that was built',
    edits: [{ file: 'src/verify/verify.ts', of: 'requireSame', body: 'return;' }],
    noticedBy: [unit('verify/verify', 'another digest')],
  },
  {
    name: 'An image may lack a platform',
    edits: [
      {
        file: 'src/verify/platform-set.ts',
        find: 'if (problems.length > 0) {',
        replace: 'if (problems.length > 9) {',
      },
    ],
    noticedBy: [unit('verify/platform-set', 'refuses an index where %s')],
  },
  {
    name: "An image's config may be for another platform than its index says",
    edits: [
      {
        file: 'src/verify/configs.ts',
        find: 'if (problems.length > 0) {',
        replace: 'if (problems.length > 9) {',
      },
    ],
    noticedBy: [unit('verify/configs')],
  },
  {
    name: 'Attestations that were asked for need not be there',
    edits: [{ file: 'src/verify/attestations.ts', of: 'checkAttestations', body: 'return;' }],
    noticedBy: [unit('verify/attestations')],
  },
  {
    name: 'Programs behind wrappers are not looked at',
    edits: [{ file: 'src/verify/binaries/wrappers.ts', of: 'wrappedBy', body: 'return null;' }],
    noticedBy: [unit('verify/binaries/wrappers')],
  },
  {
    name: 'With verify-binaries: all, files for another architecture pass',
    edits: [{ file: 'src/verify/binaries/all-findings.ts', of: 'isRefused', body: 'return false;' }],
    noticedBy: [unit('verify/binaries/all-findings', 'executable')],
  },
  {
    name: 'Programs are no longer copied out of an image once the first has come',
    edits: [
      {
        file: 'src/verify/binaries/probe-files.ts',
        find: 'if (pending.length === 0) {',
        replace: 'if (pending.length < exported.length) {',
      },
    ],
    noticedBy: [unit('verify/binaries/probe-files', 'every platform')],
  },
  {
    name: 'The smoke test runs on the first platform only',
    edits: [
      {
        file: 'src/verify/smoke.ts',
        find: 'platforms: platformsOf(session),',
        replace: 'platforms: platformsOf(session).slice(0, 1),',
      },
    ],
    noticedBy: [
      unit('verify/smoke'),
      scenario('a smoke test that fails on linux/arm64 only', /it ended with succeeded/),
    ],
  },
  {
    name: 'A tag leaves an image of the same run that has more platforms',
    edits: [{ file: 'src/publish/guard.ts', of: 'guardTag', body: 'return;' }],
    noticedBy: [unit('publish/guard', 'does not move if this same run pushed it')],
  },
  {
    name: 'An exporter that is told to push with an empty value publishes past the verification',
    edits: [{ file: 'src/inputs/image-attributes.ts', of: 'isOn', body: "return value === 'true';" }],
    noticedBy: [unit('inputs/exporters')],
  },
  {
    name: 'A cache may be exported to the name of a tag',
    edits: [{ file: 'src/inputs/syntax/references.ts', of: 'isSameTag', body: 'return false;' }],
    noticedBy: [unit('inputs/caches')],
  },
];

const told: readonly Sabotage[] = [
  {
    name: 'A tag that could not be set does not fail the step',
    edits: [
      {
        file: 'src/publish/publish.ts',
        find: 'if (confirmed.failure) {',
        replace: 'if (confirmed.failure && tags.length === 0) {',
      },
    ],
    noticedBy: [
      unit('publish/publish'),
      scenario('403 at the third of five tags', /it ended with succeeded in place of tag-failed/),
    ],
  },
  {
    name: 'A step that failed sets all outputs, whatever came of it',
    edits: [{ file: ledger, of: 'outcome', body: 'return failed ? this.known : this.known;' }],
    noticedBy: [
      unit('session/ledger'),
      scenario('503 at every tag', /without a tag|no tag serves|the outputs are/),
    ],
  },
  {
    name: 'An image that was pushed without a tag is told as "Published: nothing"',
    edits: [{ file: ledger, of: 'staged', body: 'return;' }],
    noticedBy: [
      unit('session/ledger'),
      scenario('a smoke test that fails on linux/arm64 only', /nothing is said to be published/),
    ],
  },
  {
    name: 'What the account is not allowed is tried again',
    edits: [
      {
        file: 'src/failures/command.ts',
        find: "if (kind !== 'transient' && !once) {",
        replace: "if (kind !== 'transient' && kind !== 'permission' && !once) {",
      },
    ],
    noticedBy: [
      unit('failures/command', 'a refusal'),
      scenario('403 at every upload', /HEAD \S+ came \d+ times, and 1 are allowed/),
    ],
  },
  {
    name: 'Inputs that do not exist are not looked at',
    edits: [{ file: 'src/inputs/syntax/unknown.ts', of: 'checkNames', body: 'return;' }],
    noticedBy: [unit('inputs/unknown')],
  },
];

const secret: readonly Sabotage[] = [
  {
    name: "A proxy's password is among the arguments of `buildx create`",
    edits: [{ file: 'src/builder/drivers/container.ts', of: 'hasPassword', body: 'return false;' }],
    noticedBy: [
      unit('builder/drivers/container', 'takes no proxy with a password for an argument'),
      scenario('A machine behind a proxy', /proxy password on the command line/),
    ],
  },
  {
    name: 'Secrets are masked only after the inputs were read',
    edits: [
      {
        file: frame,
        find: '    for (const secret of secrets) {\n      log.mask(secret);\n    }\n',
        replace: '',
      },
      {
        file: frame,
        find: '    for (const warning of read.warnings) {\n',
        replace:
          '    for (const secret of secrets) {\n      log.mask(secret);\n    }\n    for (const warning of read.warnings) {\n',
      },
    ],
    noticedBy: [
      unit('actions/frame', 'masks everything sensitive when the inputs are wrong too'),
      scenario("commands in 'platforms'", /password is not masked before the log says anything else/),
    ],
  },
  {
    name: 'The token of the job is not masked',
    edits: [{ file: 'src/inputs/sensitive.ts', find: "    text('github-token'),\n", replace: '' }],
    // A token of GitHub's own form is known wherever it stands, so that no log shows it all the same.
    noticedBy: [unit('inputs/sensitive')],
  },
  {
    name: 'What stands in a secret file is not masked',
    edits: [{ file: 'src/inputs/secret-text.ts', of: 'textsOfSecretFile', body: 'return [];' }],
    noticedBy: [unit('inputs/secret-text', 'takes each line of several')],
  },
  {
    name: 'A line of a secret is taken for the ID of another one',
    edits: [{ file: 'src/inputs/secret-lines.ts', of: 'continuationDoubt', body: 'return null;' }],
    noticedBy: [unit('inputs/secrets', 'is refused, and nothing of it is shown')],
  },
  {
    name: "The job's token goes to any repository on the same server",
    edits: [
      {
        file: 'src/stage/remote-context.ts',
        of: 'isOwnRepository',
        body: 'return repository.length > 0 && rest.length > 0 && host === new URL(serverUrl).host;',
      },
    ],
    noticedBy: [unit('stage/remote-context', 'does not go to %s')],
  },
  {
    name: 'A login in the URL of a context stays there, and goes into the provenance',
    edits: [
      {
        file: 'src/stage/remote-context.ts',
        find: 'context: `$' + '{scheme}$' + '{host}$' + '{rest}`, secrets:',
        replace: 'context: text, secrets:',
      },
    ],
    noticedBy: [unit('stage/remote-context', 'become a secret of the clone, and leave the URL')],
  },
  {
    name: 'A token in the query of a context is published with the provenance',
    edits: [{ file: 'src/inputs/context-urls.ts', of: 'contextUrlComplaint', body: 'return null;' }],
    noticedBy: [unit('inputs/paths', 'a token in the query of a repository')],
  },
  {
    name: 'The payload of the event goes into every provenance',
    edits: [
      {
        file: 'src/builder/drivers/container.ts',
        find: "['provenance-add-gha=false']",
        replace: '[]',
      },
    ],
    noticedBy: [unit('builder/drivers/container')],
  },
  {
    name: 'Text of a build can be a command to the runner',
    edits: [{ file: 'src/runner/log.ts', of: 'harmless', body: 'return line;' }],
    noticedBy: [unit('runner/log'), scenario('a RUN prints 28 lines', /the log has the command/)],
  },
  {
    name: 'The post step removes whatever folder a variable of the job names',
    edits: [
      {
        file: 'src/session/journal.ts',
        of: 'isOurs',
        body: "return typeof path === 'string' && temp + prefix !== '';",
      },
    ],
    noticedBy: [unit('session/journal', 'takes no folder that is %s')],
  },
  {
    name: 'A download with other bytes is run',
    edits: [
      {
        file: 'src/toolchain/download.ts',
        find: 'if (actual === hex(wanted.sha256)) {',
        replace: 'if (actual.length === hex(wanted.sha256).length) {',
      },
    ],
    // What was downloaded is hashed once more while it is copied, so that the step ends all the same.
    noticedBy: [unit('toolchain/download', 'is not known without a length')],
  },
  {
    name: 'A cached program with other bytes is run',
    edits: [
      {
        file: 'src/toolchain/cache.ts',
        find: 'if (actual === entry.sha256) {',
        replace: 'if (actual.length === entry.sha256.length) {',
      },
    ],
    noticedBy: [unit('toolchain/cache', 'is removed, its copy first')],
  },
];

const signal = (name: 'SIGINT' | 'SIGTERM'): Sabotage => ({
  name: `The step is deaf to ${name}`,
  edits: [
    {
      file: 'src/index.ts',
      find: 'process.on(name, () => cancelled.abort(',
      replace: `process.on(name, () => name === '${name}' || cancelled.abort(`,
    },
  ],
  noticedBy: [
    scenario(
      `${name} while the registry takes`,
      /it went on, and set a tag|it set the second tag after the signal/,
    ),
  ],
});

const ended: readonly Sabotage[] = [
  signal('SIGINT'),
  signal('SIGTERM'),
  {
    name: 'The tags are set to the end, though the step was cancelled',
    edits: [
      {
        file: 'src/actions/image.ts',
        find: 'publish(inputs, verified, ledger, limited)',
        replace: 'publish(inputs, verified, ledger, { ...limited, signal: new AbortController().signal })',
      },
    ],
    noticedBy: [
      unit('actions/image', 'in the phase publish'),
      scenario('SIGTERM while the registry takes', /it set the second tag after the signal/),
    ],
  },
  {
    name: 'The folder with the login and the secrets stays after a step that failed',
    edits: [
      {
        file: frame,
        find: 'await removeFolders(leftovers, runner);',
        replace: 'await removeFolders(failure === null ? leftovers : [], runner);',
      },
    ],
    noticedBy: [
      unit('actions/frame'),
      scenario('a RUN that fails', /in the temporary folder: multiarch-build-step|after the step/),
    ],
  },
  {
    name: 'A step that failed leaves its builder on a machine that stays',
    edits: [
      {
        file: frame,
        find: '} else if (failure !== null) {',
        replace: '} else if (failure !== null && runner.environment.disposable) {',
      },
    ],
    noticedBy: [unit('actions/frame')],
  },
  {
    name: 'Emulators are registered for architectures that need none',
    edits: [
      {
        file: 'src/emulation/plan.ts',
        find: "    .filter(({ how }) => how === 'registered')\n",
        replace: '    .filter(() => true)\n',
      },
    ],
    noticedBy: [unit('emulation/plan')],
  },
];

export const sabotages: readonly Sabotage[] = [...verified, ...told, ...secret, ...ended];

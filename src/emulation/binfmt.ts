import type { Daemon } from '../docker/daemon.ts';
import { ActionError } from '../errors.ts';
import { asActionError, type CommandFailed, runCommand } from '../failures/command.ts';
import { isRecord, parseJson } from '../oci/json.ts';
import type { Clock } from '../runner/clock.ts';
import type { Runner } from '../runner/runner.ts';
import type { Session } from '../session/session.ts';
import { type Handler, parseHandler } from './handlers.ts';
import { type Emulation, foreignOf, stillMissing } from './plan.ts';

const directory = '/proc/sys/fs/binfmt_misc';

/** What the daemon's kernel has registered; null if this step does not see that kernel. */
export async function registeredHandlers(daemon: Daemon, runner: Runner): Promise<readonly Handler[] | null> {
  const { environment, files } = runner;
  const local =
    environment.kernel === daemon.kernel &&
    // Another machine may run the same kernel release.
    ['default', 'rootless'].includes(daemon.context) &&
    !/^(tcp|ssh|https?):/.test(environment.variables['DOCKER_HOST'] ?? '');
  // `status` is there only while the file system is mounted, and is `disabled` when all entries are.
  const status = local ? await files.read(`${directory}/status`).then(String, () => '') : '';
  if (status.trim() !== 'enabled') {
    return null;
  }
  const names = (await files.list(directory)).filter((name) => name !== 'register' && name !== 'status');
  const entries = await Promise.all(
    // An entry may be unregistered between the listing and the read.
    names.map((name) => files.read(`${directory}/${name}`).then(String, () => '')),
  );
  return entries.map(parseHandler).filter((handler) => handler !== null);
}

/**
 * Registers what the plan says, on the daemon's machine. Throws `emulation-unavailable`, or what stopped
 * the container.
 */
export async function register(
  emulation: Emulation,
  daemon: Daemon,
  image: string,
  session: Session,
): Promise<void> {
  // Some arm64 processors run arm programs themselves; an emulator would only slow those down.
  const mayBeNative = daemon.platform.architecture === 'arm64' && emulation.register.includes('arm');
  const native = mayBeNative ? (await runBinfmt(image, [], session)).supported : [];
  const wanted = emulation.register.filter(
    (name) => !native.some((platform) => platform.split('/')[1] === name),
  );
  if (wanted.length === 0) {
    return;
  }
  session.log.info(`Registering emulators for ${wanted.join(', ')} with ${image}.`);
  const { supported, stderr } = await runBinfmt(image, ['--install', wanted.join(',')], session);
  const covered = foreignOf(emulation).filter(({ architecture }) => wanted.includes(architecture));
  const missing = stillMissing(covered, supported);
  if (missing.length > 0) {
    throw new ActionError(
      'emulation-unavailable',
      `No emulator could be registered for ${missing.join(', ')}. binfmt said: ${said(stderr)}`,
      { hint: alternatives },
    );
  }
}

interface Answer {
  /** The platforms that the kernel can run now. */
  readonly supported: readonly string[];
  readonly stderr: string;
}

/** tonistiigi/binfmt exits with 0 whatever happens, so its JSON decides (cmd/binfmt/main.go). */
async function runBinfmt(image: string, args: readonly string[], session: Session): Promise<Answer> {
  const { clock, log, docker } = session;
  // A name of its own for each attempt: the container of the one before may not be gone yet.
  const container = (): readonly string[] => [
    ...['run', '--rm', '--privileged', '--network', 'none'],
    ...['--name', newContainerName(clock), image, ...args],
  ];
  const { stdout, stderr } = await runCommand(
    {
      what: 'Registering emulators',
      tool: docker,
      args: container(),
      argsAfter: container,
      onLine: (line) => log.info(line),
      explain: explainBinfmt,
    },
    session,
  );
  return { supported: parseSupported(stdout.toString('utf8'), stderr), stderr };
}

const alternatives =
  'Register QEMU on the host once, or build on native runners. If the Dockerfile runs nothing on a foreign platform ' +
  "(it cross-compiles or only copies), set emulation: none. With emulation: builtin, BuildKit's own emulators run it without privileges.";

/** Says in `docker ps` what it is; unlike a builder it removes itself. */
function newContainerName({ now, random }: Clock): string {
  return `multiarch-build-binfmt-${now().toString(36)}-${Math.floor(random() * 1e9).toString(36)}`;
}

/** A daemon that refuses the container (no privilege, an image that does not run here) cannot have emulators. */
function explainBinfmt(error: CommandFailed): ActionError {
  const known = asActionError(error, 'emulation-unavailable');
  if (known.code !== 'emulation-unavailable') {
    return known;
  }
  return new ActionError(known.code, known.message, { hint: alternatives, cause: error });
}

function parseSupported(stdout: string, stderr: string): readonly string[] {
  const answer = parseJson(stdout);
  if (isRecord(answer) && Array.isArray(answer['supported'])) {
    return answer['supported'].map(String);
  }
  // An empty answer is how binfmt says that it could not mount binfmt_misc; its reason is on stderr.
  throw new ActionError('emulation-unavailable', `binfmt could not register emulators: ${said(stderr)}`, {
    hint: alternatives,
  });
}

function said(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => /unsupported|cannot|error|denied|already|OK/i.test(line));
  return lines.slice(-5).join('; ').trim() || 'nothing';
}

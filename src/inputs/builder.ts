import type { DriverName } from '../builder/drivers/driver.ts';
import type { BuilderRequest } from '../builder/plan.ts';
import { type NodesInput, readNodes } from './nodes.ts';
import type { Form } from './syntax/form.ts';
import { requireFile } from './syntax/paths.ts';
import { quote } from './syntax/quote.ts';
import { readReference } from './syntax/references.ts';

/** Inputs that shape a new builder. */
const shaping = [
  'driver',
  'nodes',
  'endpoint',
  'driver-opts',
  'buildkitd-flags',
  'buildkit-image',
  'buildkitd-config',
  'buildkitd-config-inline',
] as const;
type BuilderInput = 'builder' | 'emulation' | 'cleanup' | NodesInput | (typeof shaping)[number];

const drivers = ['docker-container', 'docker', 'remote', 'kubernetes'] as const;

/** What of these a driver has no use for, and why. */
const useless: Readonly<Record<DriverName, readonly (typeof shaping)[number][]>> = {
  'docker-container': [],
  docker: shaping.filter((input) => input !== 'driver'),
  remote: ['buildkitd-flags', 'buildkit-image', 'buildkitd-config', 'buildkitd-config-inline'],
  kubernetes: ['endpoint'],
};
const reasons: Readonly<Record<DriverName, string>> = {
  'docker-container': '',
  docker: "it would have no effect on the daemon's own BuildKit, which 'driver: docker' uses as it is.",
  remote: "it would have no effect on a BuildKit that runs already, as 'driver: remote' expects.",
  kubernetes: "'driver: kubernetes' finds the cluster by KUBECONFIG.",
};

/** The builder to use or to make; what shapes a new one has no place beside an existing one. */
export async function readBuilder(form: Form<BuilderInput>): Promise<BuilderRequest> {
  const existing = form.optional('builder');
  if (existing !== null && !/^[A-Za-z0-9][A-Za-z0-9_.+-]*$/.test(existing)) {
    form.refuse(
      'builder',
      `${quote(existing)} is not a valid builder name; expected a letter or digit, followed by letters, digits, '_', '.', '+' or '-'.`,
    );
  }
  const driver = form.choice('driver', drivers);
  const nodes = await readNodes(form, existing === null && !form.isRefused('driver') ? driver : drivers[0]);
  const request: BuilderRequest = {
    existing,
    offered: shaping.every((input) => form.isDefault(input))
      ? (form.variables['BUILDX_BUILDER'] ?? null)
      : null,
    driver,
    nodes,
    image: readImage(form, 'buildkit-image'),
    config: await readConfig(form),
  };
  if (existing === null) {
    checkUseless(form, driver);
    checkEmulation(form, driver, nodes);
    checkCertificates(form, nodes);
  } else {
    checkUnused(form, existing);
  }
  return request;
}

function checkUseless(form: Form<BuilderInput>, driver: DriverName): void {
  for (const input of useless[driver].filter((name) => !form.isDefault(name))) {
    form.refuse(input, reasons[driver], 'Remove it.');
  }
}

/** Elsewhere an emulator would outlive the job, on a machine that is not the job's. */
function checkEmulation(
  form: Form<BuilderInput>,
  driver: DriverName,
  [first, ...others]: BuilderRequest['nodes'],
): void {
  const isElsewhere =
    driver === 'remote' || driver === 'kubernetes' || others.length > 0 || first.endpoint !== null;
  if (form.text('emulation') === 'binfmt' && isElsewhere) {
    form.refuse(
      'emulation',
      "'binfmt' registers emulators on the runner's own Docker daemon, but this builder is not on it.",
      "Leave it out: what the node's machine and its BuildKit emulate is used.",
    );
  }
}

/** An image to run, as written. */
export function readImage<N extends string>(form: Form<N>, input: N): string {
  const text = form.text(input);
  readReference(form, input, text);
  return text;
}

async function readConfig(form: Form<BuilderInput>): Promise<BuilderRequest['config']> {
  const file = form.optional('buildkitd-config');
  const inline = form.optional('buildkitd-config-inline');
  if (file === null) {
    return inline === null ? null : { inline };
  }
  await requireFile(form, 'buildkitd-config', file);
  if (inline !== null) {
    form.refuse(
      'buildkitd-config',
      `${quote(file)} is set together with 'buildkitd-config-inline', but a builder has only one configuration.`,
      'Remove one of them.',
    );
  }
  return { file };
}

function checkUnused(form: Form<BuilderInput>, existing: string): void {
  for (const input of shaping.filter((name) => !form.isDefault(name))) {
    form.refuse(
      input,
      `it would have no effect on ${quote(existing)}, a builder that already exists.`,
      `Set it where that builder is created, or leave out 'builder'.`,
    );
  }
}

/** Those that came as text are in the folder of the step, and gone with it. */
function checkCertificates(form: Form<BuilderInput>, nodes: BuilderRequest['nodes']): void {
  if (!form.flag('cleanup') && nodes.some(({ certificates }) => Object.keys(certificates).length > 0)) {
    form.refuse(
      'cleanup',
      'it is false, but certificates that are given as text are gone when the job ends, and the builder is of no use without them.',
      "Give them as files, as in 'driver-opts: cacert=/etc/buildkit/ca.pem'.",
    );
  }
}

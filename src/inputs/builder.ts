import type { DriverName } from '../builder/drivers/driver.ts';
import type { BuilderRequest } from '../builder/plan.ts';
import { describeCsvError, formatCsv, isCsvError, parseCsv } from '../oci/csv.ts';
import type { Form } from './syntax/form.ts';
import { requireFile } from './syntax/paths.ts';
import { quote } from './syntax/quote.ts';
import { readReference } from './syntax/references.ts';
import { didYouMean } from './syntax/suggestion.ts';

/** Inputs that shape a new builder. */
const shaping = [
  'driver',
  'endpoint',
  'driver-opts',
  'buildkit-image',
  'buildkitd-config',
  'buildkitd-config-inline',
] as const;
type BuilderInput = 'builder' | 'emulation' | (typeof shaping)[number];

const drivers = ['docker-container', 'docker', 'remote', 'kubernetes'] as const;

/** What of these a driver has no use for, and why. */
const useless: Readonly<Record<DriverName, readonly (typeof shaping)[number][]>> = {
  'docker-container': [],
  docker: shaping.filter((input) => input !== 'driver'),
  remote: ['buildkit-image', 'buildkitd-config', 'buildkitd-config-inline'],
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
  const endpoint = existing === null ? readEndpoint(form, driver) : null;
  const request: BuilderRequest = {
    existing,
    driver,
    nodes: [
      {
        title: endpoint ?? 'the builder',
        endpoint,
        driverOptions: readDriverOptions(form),
        flags: null,
        platforms: [],
      },
    ],
    image: readImage(form, 'buildkit-image'),
    config: await readConfig(form),
  };
  if (existing === null) {
    checkUseless(form, driver);
  } else {
    checkUnused(form, existing);
  }
  return request;
}

/** Where BuildKit listens, or the daemon that is to run it. */
function readEndpoint(form: Form<BuilderInput>, driver: DriverName): string | null {
  const endpoint = form.optional('endpoint');
  if (driver !== 'remote' || form.isRefused('driver')) {
    return endpoint;
  }
  if (endpoint === null) {
    form.refuse(
      'endpoint',
      "it is empty, but 'driver: remote' needs the address of a BuildKit.",
      "Set it, for example to 'tcp://buildkit.example.com:1234' or 'unix:///run/buildkit/buildkitd.sock'.",
    );
  } else if (
    !/^(?:unix|tcp|ssh|npipe|docker-container|kube-pod|podman-container|nerdctl-container):\/\/./.test(
      endpoint,
    )
  ) {
    const address = endpoint.replace(/^https?:\/\//, '');
    form.refuse(
      'endpoint',
      `${quote(endpoint)} is not the address of a BuildKit; expected a URL such as tcp://buildkit.example.com:1234 or unix:///run/buildkit/buildkitd.sock.`,
      didYouMean(address.startsWith('/') ? `unix://${address}` : `tcp://${address}`),
    );
  }
  return endpoint;
}

function checkUseless(form: Form<BuilderInput>, driver: DriverName): void {
  for (const input of useless[driver].filter((name) => !form.isDefault(name))) {
    form.refuse(input, reasons[driver], 'Remove it.');
  }
  if (form.text('emulation') === 'binfmt' && (driver === 'remote' || driver === 'kubernetes')) {
    form.refuse(
      'emulation',
      `'binfmt' registers emulators through a Docker daemon, which 'driver: ${driver}' does not use.`,
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

/** Each as `--driver-opt` takes it: CSV with one field. In the input, a line is such a CSV too. */
function readDriverOptions(form: Form<'driver-opts'>): readonly string[] {
  return form.list('driver-opts', { keepQuotes: true }).flatMap(({ text }) => {
    const fields = parseCsv(text);
    if (isCsvError(fields)) {
      form.refuse('driver-opts', `${quote(text)} is not valid CSV: ${describeCsvError(fields)}.`, commaHint);
      return [];
    }
    return fields.flatMap((field) => {
      if (/^image=/.test(field)) {
        form.refuse('driver-opts', `${quote(field)} has an input of its own.`, "Use 'buildkit-image'.");
      } else if (!/^[A-Za-z][^\s=]*=/.test(field)) {
        form.refuse(
          'driver-opts',
          `${quote(field)} in ${quote(text)} is not of the form name=value.`,
          commaHint,
        );
      } else {
        return [formatCsv([field])];
      }
      return [];
    });
  });
}

const commaHint =
  'If a value contains commas, put double quotes around the whole line, as in "env.no_proxy=a,b".';

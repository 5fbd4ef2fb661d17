import type { SetupInputs } from '../setup/setup.ts';
import type { Form } from './syntax/form.ts';

/** The buildx of every action that calls it. */
export const buildxDefaults = {
  'buildx-version': 'v0.37.1',
  'buildx-sha256': '',
  'buildx-mirror': '',
} as const;

/** What the actions that set a builder up work with. */
export const toolchainDefaults = {
  emulation: 'auto',
  'binfmt-image':
    'docker.io/tonistiigi/binfmt:qemu-v10.2.3@sha256:400a4873b838d1b89194d982c45e5fb3cda4593fbfd7e08a02e76b03b21166f0',
  ...buildxDefaults,
  driver: 'docker-container',
  nodes: '',
  endpoint: '',
  'driver-opts': '',
  'buildkitd-flags': '',
  'buildkit-image':
    'docker.io/moby/buildkit:v0.33.1@sha256:cec9f139f45e93c5c69c60f8b07cfad9f43f4ef6b6a6cd917527fea5ff2e3dea',
  'buildkitd-config': '',
  'buildkitd-config-inline': '',
} as const;

export function readEmulation(form: Form<'emulation'>): SetupInputs['emulation'] {
  return form.choice('emulation', ['auto', 'binfmt', 'builtin', 'none']);
}

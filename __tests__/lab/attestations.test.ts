// Attestations that were asked for are there, for each platform, before a tag moves.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uniqueName } from '../harness/step.ts';
import { craneDigest, errorOf, makeContext, openWorkbench, registry, served, type Workbench } from './lab.ts';

let bench: Workbench;
const generators = { good: '', lazy: '', half: '' };

const statement = JSON.stringify({
  _type: 'https://in-toto.io/Statement/v0.1',
  predicateType: 'https://spdx.dev/Document',
  predicate: { spdxVersion: 'SPDX-2.3', name: 'image' },
});
const write = `cat > "$BUILDKIT_SCAN_DESTINATION/sbom.spdx.json" <<'END'\n${statement}\nEND\n`;

/** Generators as BuildKit runs them (docs/attestations/sbom-protocol.md), on the machine's own platform. */
const scripts = {
  good: `#!/bin/sh\n${write}`,
  lazy: '#!/bin/sh\nexit 0\n',
  // Nothing for the image of arm64, whose libraries have its name.
  half: `#!/bin/sh\nif [ -e "$BUILDKIT_SCAN_SOURCE/arm64" ]; then exit 0; fi\n${write}`,
};

beforeAll(async () => {
  bench = await openWorkbench();
  for (const name of ['good', 'lazy', 'half'] as const) {
    const tag = `${registry}/attestations/${uniqueName(name)}:1`;
    const result = await bench.step({
      context: makeContext({
        Dockerfile: 'FROM busybox\nCOPY --chmod=755 scan /scan\nENTRYPOINT ["/scan"]\n',
        scan: scripts[name],
      }),
      platforms: 'linux/amd64,linux/arm64',
      tags: tag,
      push: 'true',
      provenance: 'false',
    });
    expect(result.code, result.log).toBe(0);
    generators[name] = tag;
  }
});
afterAll(() => bench?.end());

const newTag = (): string => `${registry}/attestations/${uniqueName('i')}:1`;
const context = (): string =>
  makeContext({ Dockerfile: 'FROM scratch\nARG TARGETARCH\nCOPY Dockerfile /$TARGETARCH\n' });

describe('an SBOM that was asked for', () => {
  it.each(['linux/amd64,linux/arm64', 'linux/amd64'])('is there for %s', async (platforms) => {
    const tag = newTag();
    const result = await bench.step({
      context: context(),
      platforms,
      tags: tag,
      push: 'true',
      sbom: `generator=${generators.good}`,
      provenance: 'mode=min',
    });
    expect(result.code, result.log).toBe(0);
    const manifests = JSON.parse(result.outputs['manifests'] ?? '') as readonly { attestation: string }[];
    for (const { attestation } of manifests) {
      const { document } = await served(`${tag.slice(0, -2)}@${attestation}`);
      const types = document.layers?.map(({ annotations }) => annotations?.['in-toto.io/predicate-type']);
      expect(types).toContain('https://spdx.dev/Document');
    }
  });

  it.each<[string, 'lazy' | 'half', Readonly<Record<string, string>>, RegExp]>([
    ['is missing', 'lazy', {}, /no SBOM \(https:\/\/spdx\.dev\/Document\) for linux\/amd64, linux\/arm64\./],
    [
      'is missing for one platform',
      'half',
      {},
      /no SBOM \(https:\/\/spdx\.dev\/Document\) for linux\/arm64\./,
    ],
    [
      'is missing for the only platform',
      'lazy',
      { platforms: 'linux/amd64' },
      /no SBOM .* for linux\/amd64\./,
    ],
    [
      'is missing though provenance is there',
      'lazy',
      { provenance: 'mode=max' },
      /has no SBOM .* for linux\/amd64, linux\/arm64\.$/m,
    ],
  ])('%s', async (_, generator, more, message) => {
    const tag = newTag();
    const result = await bench.step({
      context: context(),
      platforms: 'linux/amd64,linux/arm64',
      tags: tag,
      push: 'true',
      sbom: `generator=${generators[generator]}`,
      ...more,
    });
    expect(result.code, result.log).toBe(1);
    const error = errorOf(result.log);
    expect(error).toContain('title=attestation-missing');
    expect(error).toMatch(message);
    expect(await craneDigest(tag)).toBeNull();
  });

  it('is missing as one of the attests, where nothing is pushed', async () => {
    const result = await bench.step({
      context: context(),
      platforms: 'linux/amd64,linux/arm64',
      attests: `type=sbom,generator=${generators.lazy}`,
    });
    expect(result.code, result.log).toBe(1);
    expect(errorOf(result.log)).toContain('title=attestation-missing');
  });
});

it.each(['linux/amd64,linux/arm64', 'linux/arm64'])('passes provenance of %s', async (platforms) => {
  const result = await bench.step({ context: context(), platforms, provenance: 'mode=max' });
  expect(result.code, result.log).toBe(0);
});

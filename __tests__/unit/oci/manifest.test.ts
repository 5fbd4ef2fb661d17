import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/oci/digest.ts';
import { parseLayers, parsePublishedImage } from '../../../src/oci/manifest.ts';

const ociIndex = 'application/vnd.oci.image.index.v1+json';
const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
const dockerList = 'application/vnd.docker.distribution.manifest.list.v2+json';
const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json';

const [amd64, arm, attestation, other] = ['a', 'b', 'c', 'd'].map((name) => digestOf(name));

const image = (changes: object = {}) => ({
  mediaType: ociManifest,
  digest: amd64,
  size: 1001,
  platform: { os: 'linux', architecture: 'amd64' },
  ...changes,
});
const armImage = image({
  digest: arm,
  size: 1002,
  platform: { os: 'linux', architecture: 'arm', variant: 'v7' },
});
/** As BuildKit writes it: the platform of an attestation is unknown/unknown. */
const attesting = (subject: unknown, digest: unknown = attestation) => ({
  mediaType: ociManifest,
  digest,
  size: 566,
  annotations: {
    'vnd.docker.reference.digest': subject,
    'vnd.docker.reference.type': 'attestation-manifest',
  },
  platform: { architecture: 'unknown', os: 'unknown' },
});

const parse = (document: unknown) => parsePublishedImage(Buffer.from(JSON.stringify(document)));
const index = (manifests: unknown, changes: object = {}) => ({
  schemaVersion: 2,
  mediaType: ociIndex,
  manifests,
  ...changes,
});
const imagesOf = (...manifests: readonly unknown[]) => parse(index(manifests)).images;

describe('an index', () => {
  it('has its images in their order, each with what its descriptor says', () => {
    const bytes = Buffer.from(`${JSON.stringify(index([image(), armImage]), null, 2)}\n`);
    expect(parsePublishedImage(bytes)).toEqual({
      digest: digestOf(bytes),
      size: bytes.length,
      mediaType: ociIndex,
      images: [
        {
          platform: { os: 'linux', architecture: 'amd64' },
          digest: amd64,
          size: 1001,
          mediaType: ociManifest,
          attestation: null,
        },
        {
          platform: { os: 'linux', architecture: 'arm', variant: 'v7' },
          digest: arm,
          size: 1002,
          mediaType: ociManifest,
          attestation: null,
        },
      ],
      strayAttestations: [],
    });
  });

  it("may be Docker's list of manifests", () => {
    const { mediaType, images } = parse(
      index([image({ mediaType: dockerManifest })], { mediaType: dockerList }),
    );
    expect(mediaType).toBe(dockerList);
    expect(images).toMatchObject([{ digest: amd64, mediaType: dockerManifest }]);
  });

  it('need not say that it is one (OCI image-spec image-index.md)', () => {
    const { mediaType, images } = parse(index([image()], { mediaType: undefined }));
    expect(mediaType).toBe(ociIndex);
    expect(images).toHaveLength(1);
  });

  it('may be empty', () => {
    expect(parse(index([]))).toMatchObject({ images: [], strayAttestations: [] });
  });

  it.each<[name: string, platform: unknown, expected: unknown]>([
    ['in another spelling', { os: 'linux', architecture: 'aarch64' }, { os: 'linux', architecture: 'arm64' }],
    [
      'with the variant that arm64 always has',
      { os: 'linux', architecture: 'arm64', variant: 'v8' },
      { os: 'linux', architecture: 'arm64' },
    ],
    [
      'with an empty variant',
      { os: 'linux', architecture: 'amd64', variant: '' },
      { os: 'linux', architecture: 'amd64' },
    ],
    [
      'with a variant that is not a text',
      { os: 'linux', architecture: 'amd64', variant: 3 },
      { os: 'linux', architecture: 'amd64' },
    ],
    [
      'with more than this action knows',
      { os: 'windows', architecture: 'amd64', 'os.version': '10.0.1' },
      { os: 'windows', architecture: 'amd64' },
    ],
    ['of null', null, null],
    ['that is missing', undefined, null],
  ])('takes a platform %s', (_, platform, expected) => {
    expect(imagesOf(image({ platform }))).toMatchObject([{ platform: expected }]);
  });

  it.each([
    ['none', undefined],
    ['null', null],
    ['others', { 'org.opencontainers.image.version': '1' }],
    ['another type of reference', { 'vnd.docker.reference.type': 'signature' }],
  ])('takes an image whose annotations are %s', (_, annotations) => {
    expect(imagesOf(image({ annotations }))).toMatchObject([{ digest: amd64, attestation: null }]);
  });
});

describe('attestations', () => {
  it('belong to the image that they name, wherever they stand', () => {
    const { images, strayAttestations } = parse(
      index([attesting(arm, attestation), image(), armImage, attesting(amd64, other)]),
    );
    expect(images.map((each) => [each.digest, each.attestation])).toEqual([
      [amd64, other],
      [arm, attestation],
    ]);
    expect(strayAttestations).toEqual([]);
  });

  it.each<[name: string, subject: unknown]>([
    ['an image that is not there', other],
    ['another attestation', attestation],
    ['nothing', undefined],
    ['what is not a digest', 'latest'],
    ['what is not a text', 7],
  ])('of %s are strays, not images', (_, subject) => {
    const { images, strayAttestations } = parse(index([image(), attesting(subject)]));
    expect(images).toMatchObject([{ digest: amd64, attestation: null }]);
    expect(images).toHaveLength(1);
    expect(strayAttestations).toEqual([attestation]);
  });

  it('are no less malformed than images', () => {
    expect(() => imagesOf(image(), attesting(amd64, 'sha256:abc'))).toThrow('the digest "sha256:abc"');
  });
});

describe('a plain manifest', () => {
  it.each([
    ['of OCI', ociManifest, ociManifest],
    ['of Docker', dockerManifest, dockerManifest],
    ['that does not say what it is', undefined, ociManifest],
  ])('%s is one image, whose platform is in its config', (_, said, mediaType) => {
    const bytes = Buffer.from(
      JSON.stringify({ schemaVersion: 2, mediaType: said, config: { digest: other }, layers: [] }),
    );
    const own = { digest: digestOf(bytes), size: bytes.length, mediaType };
    expect(parsePublishedImage(bytes)).toEqual({
      ...own,
      images: [{ ...own, platform: null, attestation: null }],
      strayAttestations: [],
    });
  });
});

describe('refuses', () => {
  it.each<[name: string, descriptor: unknown, reason: string]>([
    ['null', null, 'a descriptor of the index is not a JSON object'],
    ['a list', [image()], 'a descriptor of the index is not a JSON object'],
    ['a digest alone', amd64, 'a descriptor of the index is not a JSON object'],
    ['no digest', image({ digest: undefined }), 'a descriptor has the digest undefined'],
    ['a digest that is null', image({ digest: null }), 'a descriptor has the digest null'],
    [
      'a digest that is too short',
      image({ digest: 'sha256:abc' }),
      'a descriptor has the digest "sha256:abc"',
    ],
    [
      'a digest of another algorithm',
      image({ digest: `sha512:${'a'.repeat(64)}` }),
      'a descriptor has the digest "sha512:',
    ],
    ['no size', image({ size: undefined }), `descriptor ${amd64} has no size`],
    ['a size in words', image({ size: '1001' }), `descriptor ${amd64} has no size`],
    ['no media type', image({ mediaType: undefined }), `descriptor ${amd64} has no media type`],
    ['a media type that is null', image({ mediaType: null }), `descriptor ${amd64} has no media type`],
    ['annotations that are a list', image({ annotations: ['x'] }), 'the annotation map of a descriptor'],
    ['annotations that are a text', image({ annotations: 'x' }), 'the annotation map of a descriptor'],
    ['a platform that is a text', image({ platform: 'linux/amd64' }), 'a platform is not a JSON object'],
    ['a platform that is a list', image({ platform: [] }), 'a platform is not a JSON object'],
    [
      'a platform without an OS',
      image({ platform: { architecture: 'amd64' } }),
      'a platform without os or architecture',
    ],
    [
      'a platform without an architecture',
      image({ platform: { os: 'linux' } }),
      'a platform without os or architecture',
    ],
    [
      'a platform whose OS is not a text',
      image({ platform: { os: 1, architecture: 'amd64' } }),
      'a platform without os or architecture',
    ],
  ])('a descriptor: %s', (_, descriptor, reason) => {
    expect(() => imagesOf(image(), descriptor)).toThrow(reason);
  });

  it.each<[name: string, document: unknown, reason: string]>([
    ['null', null, 'the document is not a JSON object'],
    ['a list', [], 'the document is not a JSON object'],
    ['a text', 'x', 'the document is not a JSON object'],
    ['an index without a list', index(undefined), 'the index has no list of manifests'],
    ['an index whose list is an object', index({}), 'the index has no list of manifests'],
    [
      'an object without a type, a list or a config',
      { schemaVersion: 2 },
      'media type undefined is neither an image index nor an image manifest',
    ],
    [
      'a list that is none, without a type',
      { manifests: {} },
      'media type undefined is neither an image index nor an image manifest',
    ],
    [
      'another type, whatever it has',
      { ...index([image()]), mediaType: 'text/plain', config: {} },
      'media type "text/plain" is neither an image index nor an image manifest',
    ],
    [
      "Docker's first schema",
      { mediaType: 'application/vnd.docker.distribution.manifest.v1+prettyjws', fsLayers: [] },
      'is neither an image index nor an image manifest',
    ],
  ])('a document: %s', (_, document, reason) => {
    expect(() => parse(document)).toThrow(reason);
  });

  it.each<[name: string, bytes: Buffer]>([
    ['nothing', Buffer.of()],
    ['a page of a proxy', Buffer.from('<html>')],
    ['JSON that is cut off', Buffer.from(JSON.stringify(index([image()])).slice(0, -1))],
    ['JSON with something behind it', Buffer.from(`${JSON.stringify(index([image()]))}{}`)],
    [
      'what is not UTF-8',
      Buffer.concat([Buffer.from('{"config":{},"a":"'), Buffer.of(0xff), Buffer.from('"}')]),
    ],
  ])('bytes: %s', (_, bytes) => {
    expect(() => parsePublishedImage(bytes)).toThrow();
  });
});

describe('the layers of an image', () => {
  const layers = (...entries: readonly unknown[]) => Buffer.from(JSON.stringify({ layers: entries }));

  it.each([
    ['application/vnd.oci.image.layer.v1.tar', null],
    ['application/vnd.oci.image.layer.v1.tar+gzip', 'gzip'],
    ['application/vnd.oci.image.layer.v1.tar+zstd', 'zstd'],
    ['application/vnd.oci.image.layer.nondistributable.v1.tar+gzip', 'gzip'],
    ['application/vnd.docker.image.rootfs.diff.tar', null],
    ['application/vnd.docker.image.rootfs.diff.tar.gzip', 'gzip'],
    ['application/vnd.docker.image.rootfs.diff.tar.zstd', 'zstd'],
  ])('%s is packed by %s', (mediaType, packing) => {
    expect(parseLayers(layers({ mediaType, digest: amd64, size: 1 }))).toEqual([{ digest: amd64, packing }]);
  });

  it('are in the order of the manifest', () => {
    const mediaType = 'application/vnd.oci.image.layer.v1.tar';
    const read = parseLayers(layers({ mediaType, digest: arm }, { mediaType, digest: amd64 }));
    expect(read.map(({ digest }) => digest)).toEqual([arm, amd64]);
  });

  it.each([
    ['no list', Buffer.from('{}'), 'the manifest has no list of layers'],
    ['a list', Buffer.from('[]'), 'the manifest is not a JSON object'],
    ['a layer that is text', layers('x'), 'a layer is not a JSON object'],
    ['a layer without a digest', layers({ mediaType: 'x' }), 'a layer has the digest undefined'],
    ['a digest that is none', layers({ digest: 'x' }), 'a layer has the digest "x"'],
    [
      'a layer that is no archive',
      layers({ digest: amd64, mediaType: 'application/vnd.in-toto+json' }),
      'a layer has the media type "application/vnd.in-toto+json"',
    ],
    [
      'an archive with something behind it',
      layers({ digest: amd64, mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip+encrypted' }),
      'a layer has the media type',
    ],
  ])('%s is refused', (_, bytes, message) => {
    expect(() => parseLayers(bytes)).toThrow(message);
  });
});

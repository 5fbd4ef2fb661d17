import type { BuildOptions } from '../buildx/build-arguments.ts';
import { ActionError } from '../errors.ts';
import { isCsvError, parseCsv } from '../oci/csv.ts';
import type { PlatformImage } from '../oci/manifest.ts';
import { formatPlatform } from '../oci/platform.ts';

export const attestationTypes = ['sbom', 'provenance'] as const;
export type AttestationType = (typeof attestationTypes)[number];

/** What buildx was told about attestations. */
export type AttestationInputs = Pick<BuildOptions, 'attests' | 'provenance' | 'sbom'>;

/**
 * The attestations that each image must have. What buildx adds by itself, where nothing is said about it, is
 * not among them.
 */
export function askedAttestations({
  attests,
  provenance,
  sbom,
}: AttestationInputs): readonly AttestationType[] {
  const texts = { sbom, provenance };
  return attestationTypes.filter(
    (type) => isOn(texts[type]) || attests.some((text) => typeOf(text) === type && isOn(text)),
  );
}

function fieldsOf(text: string): readonly string[] {
  const fields = parseCsv(text);
  return isCsvError(fields) ? [] : fields;
}

function typeOf(text: string): string | undefined {
  return fieldsOf(text)
    .find((field) => field.startsWith('type='))
    ?.slice('type='.length);
}

/** `true`, `false` or parameters (ParseAttests of docker/buildx util/buildflags/attests.go). */
function isOn(text: string | null): boolean {
  return (
    text !== null &&
    text !== 'false' &&
    !fieldsOf(text).some((field) => /^disabled=(?:1|t|true)$/i.test(field))
  );
}

/** By attestation, the platforms whose image has one; a null stands for the only image, which is not named. */
export type Attested = Readonly<Record<AttestationType, readonly (string | null)[]>>;

const names: Readonly<Record<AttestationType, string>> = {
  sbom: 'SBOM (https://spdx.dev/Document)',
  provenance: 'provenance (https://slsa.dev/provenance/…)',
};

/** Throws `attestation-missing` if an attestation that was asked for is not there, on each platform. */
export function checkAttestations(
  images: readonly PlatformImage[],
  asked: readonly AttestationType[],
  attested: Attested,
): void {
  const missing = asked.flatMap((type) => {
    const without = images
      .map(({ platform }) => formatPlatform(platform))
      .filter((platform) => !attested[type].some((of) => of === null || of === platform));
    return without.length === 0 ? [] : [`no ${names[type]} for ${without.join(', ')}`];
  });
  if (missing.length > 0) {
    throw new ActionError(
      'attestation-missing',
      `The image was to have attestations, and has ${missing.join('; ')}.`,
      {
        hint: "Does the generator that 'sbom' names write an SPDX document, and does the builder support attestations? Set the input to false to publish without.",
      },
    );
  }
}

/** A version of Python's packages: https://peps.python.org/pep-0440/. */
export interface Pep440Version {
  /** Normalised: `1.2.3rc2`, `1.0.post1`. */
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** Whether it is a pre-release, a post-release or one of development. */
  readonly provisional: boolean;
}

const pattern =
  /^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)(?:[-_.]?(?<pre>alpha|beta|preview|pre|rc|a|b|c)[-_.]?(?<preNumber>\d+)?)?(?<post>-(?<implicitPost>\d+)|[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>\d+)?)?(?<dev>[-_.]?dev[-_.]?(?<devNumber>\d+)?)?(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/i;

const preNames: Readonly<Record<string, string>> = {
  alpha: 'a',
  beta: 'b',
  c: 'rc',
  pre: 'rc',
  preview: 'rc',
};

/** null where the text is not such a version. */
export function parsePep440(text: string): Pep440Version | null {
  const groups = pattern.exec(text)?.groups;
  if (groups === undefined) {
    return null;
  }
  const {
    epoch = '0',
    release = '',
    pre,
    preNumber,
    post,
    implicitPost,
    postNumber,
    dev,
    devNumber,
  } = groups;
  const numbers = release.split('.').map(Number);
  const number = (digits: string | undefined): string => String(Number(digits ?? 0));
  const phase = pre?.toLowerCase() ?? '';
  const parts = [
    Number(epoch) === 0 ? '' : `${number(epoch)}!`,
    numbers.join('.'),
    pre === undefined ? '' : `${preNames[phase] ?? phase}${number(preNumber)}`,
    post === undefined ? '' : `.post${number(implicitPost ?? postNumber)}`,
    dev === undefined ? '' : `.dev${number(devNumber)}`,
    localOf(groups['local']),
  ];
  const [major = 0, minor = 0, patch = 0] = numbers;
  const provisional = [pre, post, dev].some((part) => part !== undefined);
  return { text: parts.join(''), major, minor, patch, provisional };
}

/** With hyphens where PEP 440 has dots: docker/metadata-action's tags have them. */
function localOf(local: string | undefined): string {
  const parts = local?.toLowerCase().split(/[-_.]/) ?? [];
  return local === undefined
    ? ''
    : `+${parts.map((part) => (/^\d+$/.test(part) ? String(Number(part)) : part)).join('-')}`;
}

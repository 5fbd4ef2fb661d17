import type { Platform } from '../../oci/platform.ts';
import { type Elf, executable, parseElf, shared } from './elf.ts';
import type { Finding } from './findings.ts';
import type { Look } from './image-files.ts';
import { isMarkedInside } from './levels.ts';
import { type MarkScanner, markScanner } from './marks.ts';
import { judgeElf } from './verdict.ts';

/** What is known of an ELF file of an image. */
export interface ElfFile extends Pick<Finding, 'what' | 'verdict'> {
  /** By its mode. */
  readonly executable: boolean;
}

/** Enough for an ELF header with its program headers, loader and notes. */
const headBytes = 16_384;

/**
 * Looks at files of the image of a platform: gives what an ELF file is to that platform, and null for
 * everything else, such as object files (e_type 1) and dumps. Files that match are all the same object.
 */
export function elfLook(platform: Platform): (path: string, mode: number) => Look<ElfFile> {
  const known = new Map<string, ElfFile>();
  return (_path, mode) => {
    let head = Buffer.alloc(0);
    let elf: Elf | null | undefined;
    let scanner: MarkScanner | null = null;
    const begin = (): void => {
      elf = parseElf(head);
      scanner = elf !== null && isScanned(elf, platform) ? markScanner() : null;
      scanner?.add(head);
    };
    return {
      add(piece) {
        if (elf !== undefined) {
          scanner?.add(piece);
          return;
        }
        const missing = headBytes - head.byteLength;
        head = Buffer.concat([head, piece.subarray(0, missing)]);
        if (head.byteLength === headBytes || !mayBeElf(head)) {
          begin();
          scanner?.add(piece.subarray(missing));
        }
      },
      end() {
        if (elf === undefined) {
          begin();
        }
        if (!elf || (elf.type !== executable && elf.type !== shared)) {
          return null;
        }
        const file = {
          ...judgeElf(elf, scanner?.marks() ?? null, platform),
          executable: (mode & 0o111) !== 0,
        };
        const key = `${file.what} ${file.verdict} ${file.executable}`;
        const same = known.get(key) ?? file;
        known.set(key, same);
        return same;
      },
    };
  };
}

/** Whether all of it is read for its marks: costs nothing but time here, since all of it comes along. */
function isScanned(elf: Elf, platform: Platform): boolean {
  return isMarkedInside(elf, platform) || (elf.go && platform.architecture === 'amd64');
}

const magic = [0x7f, 0x45, 0x4c, 0x46];

/** As far as the bytes go; most files of an image end here. */
function mayBeElf(head: Uint8Array): boolean {
  return magic.every((byte, index) => index >= head.byteLength || head[index] === byte);
}

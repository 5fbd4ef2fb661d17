import { posix } from 'node:path';
import { type TarContent, type TarEntry, type TarReader, tarReader } from '../../oci/tar.ts';

/** Looks at the content of a file; what `end` gives is kept, unless it is null. */
export interface Look<T> {
  add(piece: Uint8Array): void;
  end(): T | null;
}

/** What is known of the files of an image that somebody wants to know of, by absolute path. */
export type ImageFiles<T> = Map<string, T>;

/** How layers say that something below is gone (image-spec, layer.md). */
const whiteout = '.wh.';
const opaque = '.wh..wh..opq';

/**
 * Takes one layer piece by piece, with what the layers below it left in `files`; that changes with the
 * layer, and is complete at its end. `look` is asked for each regular file. Throws a plain Error if the
 * layer is no archive.
 */
export function layerReader<T>(
  files: ImageFiles<T>,
  look: (path: string, mode: number) => Look<T>,
): TarReader {
  /** Kept apart: a whiteout hides what is below its layer, wherever in the layer it stands. */
  const added = new Map<string, T>();
  const parents = directoriesOf(files.keys());
  const hide = (directory: string): void => {
    // Most of what a layer holds replaces nothing.
    if (parents.has(directory)) {
      const prefix = directory === '/' ? '/' : `${directory}/`;
      for (const path of [...files.keys()].filter((candidate) => candidate.startsWith(prefix))) {
        files.delete(path);
      }
    }
  };
  const reader = tarReader((entry) => {
    const path = posix.resolve('/', entry.path);
    const name = posix.basename(path);
    if (name === opaque) {
      hide(posix.dirname(path));
      return null;
    }
    const removes = name.startsWith(whiteout);
    const replaced = removes ? posix.join(posix.dirname(path), name.slice(whiteout.length)) : path;
    files.delete(replaced);
    if (entry.type !== 'directory') {
      hide(replaced);
    }
    return removes ? null : contentOf(entry, path, { files, added, look });
  });
  return {
    add: reader.add,
    end() {
      reader.end();
      for (const [path, known] of added) {
        files.set(path, known);
      }
    },
  };
}

function directoriesOf(paths: Iterable<string>): ReadonlySet<string> {
  const directories = new Set<string>();
  for (const path of paths) {
    for (let parent = posix.dirname(path); !directories.has(parent); parent = posix.dirname(parent)) {
      directories.add(parent);
    }
  }
  return directories;
}

interface Reading<T> {
  readonly files: ImageFiles<T>;
  readonly added: Map<string, T>;
  readonly look: (path: string, mode: number) => Look<T>;
}

function contentOf<T>(entry: TarEntry, path: string, { files, added, look }: Reading<T>): TarContent | null {
  added.delete(path);
  if (entry.type === 'hard link') {
    const target = posix.resolve('/', entry.target);
    const known = added.get(target) ?? files.get(target);
    if (known !== undefined) {
      added.set(path, known);
    }
    return null;
  }
  if (entry.type !== 'file') {
    return null;
  }
  const looking = look(path, entry.mode);
  return {
    add: looking.add,
    end() {
      const known = looking.end();
      if (known !== null) {
        added.set(path, known);
      }
    },
  };
}

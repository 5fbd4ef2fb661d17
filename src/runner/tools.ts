export interface Tools {
  /**
   * Whether the tool cache at `root` says that it holds this tool completely. Its layout is
   * `<root>/<tool>/<version>/<arch>`, with the marker `<arch>.complete` beside it.
   */
  has(root: string, tool: string, version: string, arch: string): Promise<boolean>;
}

export function systemTools(): Tools {
  return {
    async has(root, tool, version, arch) {
      // It brings an HTTP client of its own: only for an entry that is in doubt.
      const { find } = await import('@actions/tool-cache');
      // find() reads the root from this variable, and does all its work before it returns.
      const before = process.env['RUNNER_TOOL_CACHE'];
      process.env['RUNNER_TOOL_CACHE'] = root;
      try {
        return find(tool, version, arch) !== '';
      } finally {
        if (before === undefined) {
          delete process.env['RUNNER_TOOL_CACHE'];
        } else {
          process.env['RUNNER_TOOL_CACHE'] = before;
        }
      }
    },
  };
}

import type { Form } from './form.ts';
import { parseYamlMaps, type YamlMap, YamlProblem } from './yaml.ts';

/** The maps of an input that is a list in YAML; none after a problem. `hint` shows how the list is written. */
export function readMaps<N extends string>(form: Form<N>, input: N, hint: string): readonly YamlMap[] {
  try {
    return parseYamlMaps(form.rawText(input));
  } catch (error) {
    if (!(error instanceof YamlProblem)) {
      throw error;
    }
    form.refuse(input, `it cannot be read as a list in YAML: ${error.message}.`, hint);
    return [];
  }
}

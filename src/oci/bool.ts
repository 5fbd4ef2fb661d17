/** Whether a text is one of those that Go's strconv.ParseBool reads as false; buildx and BuildKit read switches with it. */
export function isFalse(text: string): boolean {
  return /^(?:0|f|F|FALSE|false|False)$/.test(text);
}

/** The text that a value in base64 holds; undefined where it is none, or holds no text. */
export function textInBase64(value: string): string | undefined {
  if (!/^[A-Za-z0-9+/\s]+=*\s*$/.test(value)) return undefined;
  try {
    const found = atob(value.replace(/\s/g, ''));
    return /^[\x20-\x7e\s]+$/.test(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

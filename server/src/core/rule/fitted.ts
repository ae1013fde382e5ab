/** The most characters that a message has: more does not fit under a squiggle, nor into a tired head. */
const MOST = 139;

/** What is left of a quoted name at least. */
const LEAST = 12;

/** A message, cut to fit: the longest of the names that it quotes gives way, and no word of the sentence. */
export function fitted(message: string): string {
  const excess = message.length - MOST;
  if (excess <= 0) return message;
  const [longest] = [...message.matchAll(/"([^"]*)"/g)].sort((a, b) => b[0].length - a[0].length);
  const name = longest?.[1];
  if (longest === undefined || name === undefined || name.length <= LEAST) return message;
  const room = Math.max(LEAST, name.length - excess);
  const start = longest.index + 1;
  const shorter = `${message.slice(0, start)}${name.slice(0, room - 1)}…${message.slice(start + name.length)}`;
  // Another name may be as long.
  return fitted(shorter);
}

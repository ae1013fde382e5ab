const MASK = '********';
const TAKES_SECRET = /^(?:-[au]|--user|--?.*(?:[Pp]ass|[Ss]ecret|[Tt]oken|[Aa]uth|[Kk]ey).*)$/;

/** A command's words without the secrets that stand behind options and in URLs, to be shown to people. */
export function maskedCommand(words: readonly string[]): string[] {
  const program = (words[0] ?? '').replace(/^.*\//, '');
  return words.map((word, index) => {
    const before = words[index - 1] ?? '';
    if (/^(?:mysql|mariadb)/.test(program) && /^-p./.test(word)) return `-p${MASK}`;
    if (/\s/.test(word)) return maskedCommand(word.split(/\s+/)).join(' ');
    const [, name, value] = /^(-{0,2}[\w.-]+)=(.+)$/.exec(word) ?? [];
    if (name !== undefined && value !== undefined && /pass|secret|token|auth|key|pwd/i.test(name)) {
      return `${name}=${MASK}`;
    }
    const inUrl = word.replace(/(\/\/[^/:@\s]*:)[^@/\s]+@/, `$1${MASK}@`);
    return TAKES_SECRET.test(before) && !word.startsWith('-') ? MASK : inUrl;
  });
}

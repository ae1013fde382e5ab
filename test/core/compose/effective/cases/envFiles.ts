import { type ComposeCase, one, web } from '../composeCase.ts';

function file(name: string, text: string, more: Partial<ComposeCase> = {}): ComposeCase {
  return one(name, web('image: x\nenv_file: a.env'), {
    shell: { SHELL_SET: 'shell' },
    ...more,
    files: { 'a.env': text, ...more.files },
  });
}

const ALL = `# a comment
PLAIN=1
SPACED = a b \t
COMMENT=val # comment
HASH=val#none
LATE= #value
QUOTED="q # x"
SINGLE='s $PLAIN \${PLAIN}'
DOUBLE="d $PLAIN \${PLAIN} \${NOPE:-def}"
BARE=u $PLAIN \${PLAIN}b \${NOPE-def}
export EXPORTED=exp
YAML: value
ESCAPES="a \\n \\t \\\\ \\$PLAIN \\" end \\x41 \\a"
INSIDE='it\\'s'
EMPTY=
ALONE
SHELL_SET
BACKSLASH=a\\nb
MULTI="two
lines"
MULTI_SINGLE='two
lines'
PADDED=" sp "
DOLLARS=$$PLAIN "$$PLAIN"
APOSTROPHE=a'b'c
X.Y=dot
Y-Z=dash
Z[0]=bracket
AFTER="x" # c
EQUALS=a=b=c
FROM_SHELL=$SHELL_SET
TICKS=\`x\`
URL=http://x:80/?a=b#c
\tTAB\t=\tt
PLUS=\${PLAIN:+yes}
LAST=no line end`;

export const envFiles: readonly ComposeCase[] = [
  file('everything at once', ALL),
  file('CRLF', 'A=1\r\nB="x y"\r\nC=\r\n# c\r\nD=d # e\r\n'),
  file('a byte order mark', '\uFEFFA=1\n'),
  file('an empty file', ''),
  file('later wins', 'A=1\nA=2\nB=$A\n'),
  file('not set yet', 'A="$B"\nB=1\n'),
  file('a quote that does not end', 'A="x\nB=1\n', { at: 'a.env' }),
  file('a blank in a key', 'A B=1\n', { at: 'a.env' }),
  file('a character that no key has', 'A$=1\n', { at: 'a.env' }),
  file('a malformed variable', 'A=${B\n', { at: 'a.env' }),
  file('a required variable', 'A=${B:?not there}\n', { at: 'a.env' }),
  file('no key', '=x\n'),
  file('words behind a quoted value', 'A="a" b="c"\nC=\'x\'y\n'),
  file('a key alone at the end', 'A=1\nSHELL_SET'),
  file('a variable of the shell before the file', 'SHELL_SET=file\nB=$SHELL_SET\n'),
  one('environment wins over env_file', web('image: x\nenv_file: a.env\nenvironment: {A: own, C: }'), {
    files: { 'a.env': 'A=1\nB=2\nC=3\nD=$A\n' },
  }),
  one('several env files', web('image: x\nenv_file: [a.env, ./sub/b.env]'), {
    files: { 'a.env': 'A=1\nB=2\n', 'sub/b.env': 'B=3\nC=$A\n' },
  }),
  one('the same env file twice', web('image: x\nenv_file: [a.env, b.env, a.env]'), {
    files: { 'a.env': 'A=1\n', 'b.env': 'A=2\n' },
  }),
  one(
    'env file in long form',
    web('image: x\nenv_file: [{path: a.env, required: true}, {path: no.env, required: false}]'),
    {
      files: { 'a.env': 'A=1\n' },
    },
  ),
  one('env file not there', web('image: x\nenv_file: [a.env, no.env]'), {
    files: { 'a.env': 'A=1\n' },
    at: 'no.env',
  }),
  one('env file of a format', web('image: x\nenv_file: [{path: a.env, format: raw}]'), {
    files: { 'a.env': 'A=1\n' },
    at: 'raw',
  }),
  one('env file not there and not required', web('image: x\nenv_file: [{path: no.env, required: "false"}]')),
  one('.env beside the file', web('image: ${A}\nhostname: $B'), { files: { '.env': 'A=img\nB=$A-b\n' } }),
  one('the shell wins over .env', web('image: ${A}\nhostname: $B'), {
    files: { '.env': 'A=img\nB=$A-b\n' },
    shell: { A: 'shell' },
  }),
  one('--env-file in place of .env', web('image: ${A:-a}\nhostname: ${B:-b}\nuser: ${C-c}'), {
    files: { '.env': 'A=dot\nB=dot\n', 'x.env': 'A=x\n', 'y.env': 'A=y\nC=$A\n' },
    envFiles: ['x.env', 'y.env'],
  }),
  one('--env-file not there', web('image: x'), { envFiles: ['no.env'] }),
  one('.env that can not be read', web('image: x'), { files: { '.env': 'A B=1\n' } }),
  one('.env is not the environment of a container', web('image: x\nenvironment: [A, B, C=1]'), {
    files: { '.env': 'A=1\nZ=2\n' },
  }),
  one('environment from the shell', web('image: x\nenvironment:\n  A:\n  B: ""\n  C: ~\n  D: 0'), {
    shell: { A: 'a', C: 'c' },
  }),
  one('build args from the shell', 'services: {web: {build: {context: ., args: [A, B, C=1]}}}', {
    shell: { A: 'a' },
  }),
  one('COMPOSE_ENV_FILES', web('image: ${A}'), {
    files: { 'x.env': 'A=x' },
    shell: { COMPOSE_ENV_FILES: 'x.env' },
  }),
  one('an env file with variables of the project', web('image: x\nenv_file: a.env'), {
    files: { '.env': 'P=project\n', 'a.env': 'A=$P\nP=file\nB=$P\n' },
  }),
  one('label files', web('image: x\nlabel_file: [a.env]\nlabels: {A: own}'), {
    files: { 'a.env': 'A=1\nB=2\n' },
  }),
  one('label file not there', web('image: x\nlabel_file: no.env'), { at: 'no.env' }),
  one(
    'the environment of the service is not seen in its env files',
    web('image: x\nenv_file: [a.env, b.env]\nenvironment: {A: own, B: own}'),
    {
      files: { 'a.env': 'B=file\n', 'b.env': 'C=$A|$B\n' },
    },
  ),
  one('an env file before wins over the shell', web('image: x\nenv_file: [a.env, b.env]'), {
    files: { 'a.env': 'A=file\nB=$A\n', 'b.env': 'C=$A\nA=again\nD=$A\n' },
    shell: { A: 'shell' },
  }),
];

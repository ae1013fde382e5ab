/** A program that Plumbline runs, and the setting that says where it is. */
export interface ToolSetting {
  readonly name: 'docker' | 'kubectl';
  readonly description: string;
  readonly fallback: string;
}

export const TOOL_SETTINGS: readonly ToolSetting[] = [
  { name: 'docker', description: 'The Docker command line, by name or by path.', fallback: 'docker' },
  { name: 'kubectl', description: 'The kubectl command line, by name or by path.', fallback: 'kubectl' },
];

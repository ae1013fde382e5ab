/** A variable's value, and the file that sets it; no file for the shell's. */
export interface Setting {
  readonly value: string;
  readonly by: string | undefined;
}

/** The variables that a reading goes by. */
export class Environment {
  private readonly settings: ReadonlyMap<string, Setting>;

  constructor(settings: ReadonlyMap<string, Setting>) {
    this.settings = settings;
  }

  static of(shell: ReadonlyMap<string, string>): Environment {
    return new Environment(new Map([...shell].map(([name, value]) => [name, { value, by: undefined }])));
  }

  get(name: string): Setting | undefined {
    return this.settings.get(name);
  }

  readonly lookup = (name: string): string | undefined => this.settings.get(name)?.value;

  /** These variables, and others where they have no value yet. */
  with(others: ReadonlyMap<string, Setting>): Environment {
    return others.size === 0 ? this : new Environment(new Map([...others, ...this.settings]));
  }
}

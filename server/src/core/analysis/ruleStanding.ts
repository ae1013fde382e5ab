import { type Configuration, isOff } from '../config/configuration.ts';
import type { AnyRule } from '../rule/rule.ts';
import type { Severity } from '../rule/severity.ts';
import { ENGINE_RULES, type EngineRuleId } from './engineRules.ts';

/** What the rules of a run are called, and which of them count. */
export class RuleStanding {
  readonly known: readonly string[];
  private readonly rules: readonly AnyRule[];
  private readonly configuration: Configuration;

  constructor(rules: readonly AnyRule[], configuration: Configuration) {
    this.rules = rules;
    this.configuration = configuration;
    this.known = [...rules.map((rule) => rule.id), ...Object.keys(ENGINE_RULES)];
  }

  /** The day by which suppressions are past or not. */
  get today(): string {
    return this.configuration.today;
  }

  rule(id: string): AnyRule | undefined {
    return this.rules.find((each) => each.id === id);
  }

  /** Whether a rule is switched off: that it finds nothing says nothing about a suppression. */
  isOff(ruleId: string): boolean {
    if (isEngineRule(ruleId)) return this.engineSeverity(ruleId) === undefined;
    const rule = this.rule(ruleId);
    return rule !== undefined && isOff(rule, this.configuration);
  }

  /** How loud a finding of the engine itself is; undefined where it is switched off. */
  engineSeverity(id: EngineRuleId): Severity | undefined {
    const level = this.configuration.rules.get(id)?.level ?? ENGINE_RULES[id].severity;
    return level === 'off' ? undefined : level;
  }
}

/** Whether an id is of a finding that the engine itself makes. */
export function isEngineRule(id: string): id is EngineRuleId {
  return id in ENGINE_RULES;
}

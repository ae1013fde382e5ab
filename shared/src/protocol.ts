/** What client and server say to each other beyond the Language Server Protocol. Types and names only. */

/** A place, as the Language Server Protocol counts. */
export interface ProtocolRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** A finding as the client's views show it. */
export interface FindingSummary {
  readonly uri: string;
  readonly range: ProtocolRange;
  readonly ruleId: string;
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
}

/** Request: the findings of some rules in the folder that holds a file. */
export const FINDINGS_BY_RULE = 'plumbline/findingsByRule';

export interface FindingsByRuleParams {
  /** A file of the workspace folder that is meant. */
  readonly uri: string;
  readonly rules: readonly string[];
}

export interface FindingsByRuleResult {
  readonly findings: readonly FindingSummary[];
  /** Rule ids of the request that do not exist. */
  readonly unknown: readonly string[];
  /** Rule ids that the configuration switches off: that they find nothing means nothing. */
  readonly off: readonly string[];
  /** What each known rule was held against. */
  readonly scopes: readonly RuleScope[];
}

/** The files of the kind that a rule is for. */
export interface RuleScope {
  readonly ruleId: string;
  /** How many were judged, be it in part: where there is none, that nothing is found means nothing. */
  readonly judged: number;
  /** The URIs of those that can not be read, or not as a whole. */
  readonly broken: readonly string[];
}

/** Request: the task lists of a Markdown text. */
export const READ_CHECKLIST = 'plumbline/readChecklist';

export interface ReadChecklistParams {
  readonly text: string;
}

/** A Markdown file's task lists. Offsets are UTF-16 units into the file. */
export interface Checklist {
  /** The first heading; undefined where there is none. */
  readonly title?: string;
  readonly sections: readonly ChecklistSection[];
}

/** The tasks below one heading. */
export interface ChecklistSection {
  readonly title: string;
  readonly start: number;
  readonly items: readonly ChecklistItem[];
}

/** One task. */
export interface ChecklistItem {
  readonly text: string;
  readonly checked: boolean;
  /** Where the character between the brackets stands. */
  readonly mark: number;
  readonly start: number;
  /** The rules that answer the item by themselves: `<!-- plumbline: rules=a,b -->`. */
  readonly rules: readonly string[];
}

/** Request: the environments of all workspace folders, those that a file is in first. */
export const ENVIRONMENTS = 'plumbline/environments';

export interface EnvironmentsParams {
  readonly uri?: string;
}

/** What names an environment: its folder's URI, empty for files outside of all folders, and its id there. */
export interface EnvironmentKey {
  readonly folder: string;
  readonly id: string;
}

export interface EnvironmentSummary extends EnvironmentKey {
  /** As people call it, and with its place where two have the same name. */
  readonly label: string;
  readonly tool: 'compose' | 'kustomize';
  /** How it was found. */
  readonly origin: string;
  /** Whether the file that was asked about is in it. */
  readonly hasFile: boolean;
}

/** Request: the merged configuration of an environment as YAML, secrets masked. */
export const EFFECTIVE_DOCUMENT = 'plumbline/effectiveDocument';

export interface EffectiveDocumentParams extends EnvironmentKey {
  /** Whether comments name the layer of each block. */
  readonly origins: boolean;
}

/** The scheme of documents that show an environment's merged configuration: nobody writes them. */
export const EFFECTIVE_SCHEME = 'plumbline-effective';

/** The command with which a code lens has the client show an environment. */
export const SHOW_EFFECTIVE = 'plumbline.showEffective';

/** Notification to the client: findings have changed; views ask again. */
export const FINDINGS_CHANGED = 'plumbline/findingsChanged';

/** Notification to the client: what the server is doing. */
export const STATUS = 'plumbline/status';

export interface StatusParams {
  readonly state: 'busy' | 'ready';
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

/** The command with which a code action has the client open a rule's page. */
export const OPEN_RULE_PAGE = 'plumbline.openRulePage';

/** Notification to the server: what another extension holds files against schemas by has changed. */
export const SCHEMA_OWNERS = 'plumbline/schemaOwners';

/** What another extension holds YAML files against schemas by. The server gets it in its initialization options, too. */
export interface SchemaOwnersParams {
  /** Whether there is such an extension, and it validates. */
  readonly present: boolean;
  /** Whether it knows schemas by the files' names (SchemaStore). */
  readonly byName: boolean;
  /** The globs of files that its settings give a schema. */
  readonly globs: readonly string[];
}

export interface InitializationOptions {
  readonly schemaOwners?: SchemaOwnersParams;
}

/** The section of the editor's settings that the server asks for. */
export interface EditorSettings {
  readonly enable?: boolean;
  readonly preset?: string;
  readonly rules?: { readonly [id: string]: unknown };
  readonly ignore?: readonly string[];
  readonly maxFileSize?: number;
  readonly kubernetesVersion?: string;
  readonly codeLens?: { readonly enable?: boolean };
  readonly inlayHints?: { readonly enable?: boolean };
  readonly schemaValidation?: string;
}

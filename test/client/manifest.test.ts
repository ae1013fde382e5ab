import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { TOOL_SETTINGS } from '../../client/src/tools/settings.ts';
import { LEVELS, PRESETS } from '../../server/src/core/rule/severity.ts';
import { layerOf } from '../../server/src/lsp/editorSettings.ts';
import { RULES } from '../../server/src/rules/index.gen.ts';
import type { EditorSettings } from '../../shared/src/protocol.ts';
import { world } from '../support/fakeVscode.ts';
import { rows } from './checklistRows.ts';
import { ROOT } from './extensionContext.ts';
import { finding, newEditor, server, start } from './running.ts';

interface Property {
  readonly type: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly scope?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly properties?: { readonly [name: string]: unknown };
}

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: unknown;
      readonly description: string;
      readonly restrictedConfigurations: readonly string[];
    };
    readonly virtualWorkspaces: { readonly supported: unknown; readonly description: string };
  };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
      readonly enablement?: string;
    }[];
    readonly menus: { readonly [menu: string]: readonly MenuItem[] };
    readonly views: {
      readonly [container: string]: readonly { readonly id: string; readonly name: string }[];
    };
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string }[] };
    readonly viewsWelcome: readonly {
      readonly view: string;
      readonly when: string;
      readonly contents: string;
    }[];
    readonly configuration: { readonly properties: { readonly [id: string]: Property } };
    readonly configurationDefaults?: unknown;
    readonly grammars: readonly { readonly language?: string; readonly scopeName: string }[];
    readonly languages?: readonly unknown[];
    readonly taskDefinitions: readonly { readonly type: string; readonly required: readonly string[] }[];
  };
}

const manifest: Manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const { contributes, capabilities } = manifest;
const contributed = contributes.commands.map(({ command }) => command);
const settings = Object.entries(contributes.configuration.properties);
const views = Object.values(contributes.views).flat();

beforeEach(newEditor);

describe('the commands', () => {
  it('that are contributed are those that are registered', async () => {
    await start();
    expect([...contributed].sort()).toEqual([...world.commands.keys()].sort());
  });

  it('are named once, with a title, under one category', () => {
    expect(new Set(contributed).size).toBe(contributed.length);
    expect(new Set(contributes.commands.map(({ title }) => title)).size).toBe(contributed.length);
    for (const { command, title, category } of contributes.commands) {
      expect([command, category]).toEqual([expect.stringMatching(/^plumbline\.[a-zA-Z]+$/), 'Plumbline']);
      expect(title).toMatch(/^[A-Z][\w .]+[^. ](?:\.\.\.)?$/);
    }
  });

  it('that start programs are off where these may not be started', () => {
    const starting = /^plumbline\.(?:validate|build|diff|apply|rollout)/;
    const off = contributes.commands.filter(({ enablement }) => enablement !== undefined);
    expect(off.map(({ command }) => command)).toEqual(contributed.filter((id) => starting.test(id)));
    expect(new Set(off.map(({ enablement }) => enablement))).toEqual(
      new Set(['isWorkspaceTrusted && !virtualWorkspace']),
    );
  });

  it('that need a row are not in the palette', () => {
    const hidden = contributes.menus['commandPalette']?.filter(({ when }) => when === 'false') ?? [];
    expect(hidden.map(({ command }) => command).sort()).toEqual([
      'plumbline.openChecklistItem',
      'plumbline.openRulePage',
      'plumbline.showFindings',
    ]);
  });
});

describe('the menus', () => {
  const items = Object.values(contributes.menus).flat();
  const clauses = [...items, ...contributes.viewsWelcome].flatMap(({ when }) => when ?? []);

  it('lead to commands that there are', () => {
    expect(items.map(({ command }) => command).filter((id) => !contributed.includes(id))).toEqual([]);
  });

  it('depend on keys that the editor sets', () => {
    const enablements = contributes.commands.flatMap(({ enablement }) => enablement ?? []);
    const known = ['view', 'viewItem', 'isWorkspaceTrusted', 'virtualWorkspace', 'workspaceFolderCount'];
    const used = [...clauses, ...enablements].flatMap((clause) =>
      clause
        .split(/&&|\|\|/)
        .map(
          (part) =>
            part
              .trim()
              .replace(/^!/, '')
              .split(/\s*(?:==|!=|>|<|=~)\s*/)[0] ?? '',
        )
        .filter((key) => key !== 'false' && key !== 'true'),
    );
    expect(used.filter((key) => !known.includes(key))).toEqual([]);
  });

  it('are of views and rows that there are', async () => {
    server.findings = [finding('kubernetes/liveness-probe', 'file:///w/a.yaml')];
    const probe = '<!-- plumbline: rules=kubernetes/liveness-probe -->';
    world.add('file:///w', {
      'CHECKLIST.md': `# A\n\n- [ ] a\n- [ ] b ${probe}\n- [ ] c <!-- plumbline: rules=kubernetes/host-pid -->\n`,
    });
    await start();
    const contexts = new Set((await rows()).map(({ item }) => item.contextValue));
    const named = (key: string) =>
      clauses.flatMap((clause) =>
        [...clause.matchAll(new RegExp(`\\b${key} == ([\\w.]+)`, 'g'))].map(([, to]) => to),
      );
    expect(named('view').filter((id) => !views.some((view) => view.id === id))).toEqual([]);
    expect(named('viewItem')).not.toEqual([]);
    expect(named('viewItem').filter((context) => !contexts.has(context))).toEqual([]);
  });
});

describe('the views', () => {
  it('that are contributed are those that are filled', async () => {
    await start();
    expect(views.map(({ id }) => id)).toEqual([...world.views.keys()]);
    expect(Object.keys(contributes.views)).toEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
    );
  });

  it('welcome a person who has no folder, and one who has no checklist', () => {
    const welcomes = contributes.viewsWelcome;
    expect(welcomes.map(({ view }) => view).filter((id) => !views.some((view) => view.id === id))).toEqual(
      [],
    );
    expect(welcomes.map(({ when }) => when).sort()).toEqual([
      'workspaceFolderCount == 0',
      'workspaceFolderCount > 0',
    ]);
    const links = welcomes.flatMap(({ contents }) =>
      [...contents.matchAll(/\(command:([\w.]+)/g)].map(([, id]) => id),
    );
    const own = links.filter((id) => id?.startsWith('plumbline.'));
    expect(own).not.toEqual([]);
    expect(own.filter((id) => !contributed.includes(id ?? ''))).toEqual([]);
  });
});

describe('the settings', () => {
  it.each(settings)('%s has a type, a default, a scope and a description', (id, property) => {
    expect(id).toMatch(/^plumbline\.[a-zA-Z.]+$/);
    expect(property.default).toBeDefined();
    expect(Array.isArray(property.default) ? 'array' : typeof property.default).toBe(
      property.type === 'integer' ? 'number' : property.type,
    );
    expect(property.scope).toBeDefined();
    expect(property.markdownDescription ?? property.description).toMatch(/^[A-Z].{15,}\.$/);
    if (property.enum) expect(property.enum).toContain(property.default);
  });

  it('of a folder are those that the server reads', () => {
    const read: { readonly [Name in keyof Required<EditorSettings>]: true } = {
      enable: true,
      preset: true,
      rules: true,
      ignore: true,
      maxFileSize: true,
      kubernetesVersion: true,
      codeLens: true,
      inlayHints: true,
      schemaValidation: true,
    };
    const ofFolder = settings.filter(([, { scope }]) => scope === 'resource').map(([id]) => id);
    expect(ofFolder.map((id) => id.split('.')[1])).toEqual(Object.keys(read));
  });

  it('offer the presets that there are, each explained', () => {
    const preset = contributes.configuration.properties['plumbline.preset'];
    expect(preset?.enum).toEqual(PRESETS);
    expect(preset?.enumDescriptions).toHaveLength(PRESETS.length);
    for (const each of PRESETS) expect(layerOf({ preset: each }).preset).toBe(each);
  });

  it('offer every rule with every level', () => {
    const rules = contributes.configuration.properties['plumbline.rules']?.properties ?? {};
    expect(RULES.map((rule) => rule.id).filter((id) => !(id in rules))).toEqual([]);
    for (const rule of Object.values(rules)) {
      expect(rule).toMatchObject({ anyOf: [{ enum: LEVELS }, { properties: { level: { enum: LEVELS } } }] });
    }
  });

  it('have defaults that change nothing', () => {
    const defaults = Object.fromEntries(settings.map(([id, property]) => [id.slice(10), property.default]));
    expect(layerOf(defaults)).toMatchObject({ preset: 'recommended', ignore: [], rules: {} });
  });

  it('say where the programs are, and a workspace that is not trusted may not', () => {
    const ids = TOOL_SETTINGS.map(({ name }) => `plumbline.tools.${name}`);
    expect(settings.map(([id]) => id).filter((id) => id.startsWith('plumbline.tools.'))).toEqual(ids);
    expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(ids);
    for (const { name, fallback } of TOOL_SETTINGS) {
      const property = contributes.configuration.properties[`plumbline.tools.${name}`];
      expect(property).toMatchObject({ default: fallback, scope: expect.stringContaining('machine') });
    }
  });
});

describe('the extension', () => {
  it('works in workspaces that are not trusted or virtual, and says what does not', () => {
    expect(capabilities.untrustedWorkspaces.supported).toBe('limited');
    expect(capabilities.virtualWorkspaces.supported).toBe('limited');
    for (const { description } of Object.values(capabilities))
      expect(description).toMatch(/Docker and kubectl/);
  });

  it('is activated by the files that it checks, and neither always nor by what is so anyway', () => {
    const { activationEvents } = manifest;
    expect(activationEvents).toEqual(expect.arrayContaining(['onLanguage:yaml', 'onLanguage:dockercompose']));
    expect(
      activationEvents.filter((event) => /^(?:\*|onStartupFinished|onCommand:|onView:)/.test(event)),
    ).toEqual([]);
  });

  it('takes no file from another extension: no language, formatter or grammar of its own', () => {
    expect(contributes.languages).toBeUndefined();
    expect(contributes.configurationDefaults).toBeUndefined();
    expect(contributes.grammars.filter(({ language }) => language !== undefined)).toEqual([]);
    for (const { scopeName } of contributes.grammars) expect(scopeName).toMatch(/^plumbline\./);
  });

  it('defines the tasks that it starts', () => {
    expect(contributes.taskDefinitions).toMatchObject([{ type: 'plumbline', required: ['command'] }]);
  });
});

import { expect, it } from 'vitest';
import { analyze, applyFix } from '../../support/analysis.ts';

it('what is written in a base and taken away by a layer is not written there a second time', () => {
  const files = {
    'compose.yaml':
      'services:\n  db:\n    image: postgres:16\n    volumes: [data:/var/lib/postgresql/data]\nvolumes:\n  data:\n',
    'compose.prod.yaml': 'services:\n  db:\n    volumes: !reset []\nvolumes: !reset {}\n',
  };
  const { findings } = analyze(files, { preset: 'all' });
  for (const finding of [...findings.values()].flat()) {
    for (const fix of finding.fixes()) {
      const after = applyFix(files, fix);
      const broken = [...analyze(after, { preset: 'all' }).findings.values()]
        .flat()
        .filter(({ ruleId }) => ruleId === 'yaml/duplicate-key');
      expect(broken, `${finding.ruleId}: ${fix.title}`).toEqual([]);
    }
  }
});

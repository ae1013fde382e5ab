import type { Node } from '../../model/node.ts';
import { get } from '../../model/read.ts';
import { mergeSpecs } from './config.ts';
import type { FieldSpec } from './fieldSpec.ts';
import { isOn } from './fieldTypes.ts';
import { setImages } from './images.ts';
import { setMarks } from './marks.ts';
import { addPrefix, addSuffix } from './names.ts';
import { PLAIN_NAMESPACE, setNamespace } from './namespace.ts';
import { startOf } from './objects.ts';
import { applyJsonPatch, applyPatches, applyStrategicMerges } from './patches.ts';
import { following } from './problem.ts';
import { specsOf } from './readConfig.ts';
import { applyReplacements } from './replacements.ts';
import { setReplicas } from './replicas.ts';
import type { Setting } from './setting.ts';
import type { Work } from './work.ts';

/** Runs what the fields of a kustomization ask for, in Kustomize's order. */
export function transform(work: Work, setting: Setting): void {
  const { config } = work;
  applyStrategicMerges(work, setting, setting.items('patchesStrategicMerge'));
  applyPatches(work, setting);
  const namespace = setting.field('namespace');
  if (namespace) setNamespace(work, namespace, config.namespace, PLAIN_NAMESPACE);
  addPrefix(work, setting.field('namePrefix'), config.namePrefix);
  addSuffix(work, setting.field('nameSuffix'), config.nameSuffix);
  for (const item of setting.items('labels')) setMarks(work, get(item, 'pairs'), labelSpecs(work, item));
  setMarks(work, setting.field('commonLabels'), config.commonLabels);
  setMarks(work, setting.field('commonAnnotations'), config.commonAnnotations);
  for (const item of setting.items('patchesJson6902'))
    following(startOf(item), () => applyJsonPatch(work, setting, item));
  for (const item of setting.items('replicas')) setReplicas(work, item, config.replicas);
  for (const item of [...setting.items('images'), ...setting.items('imageTags')])
    setImages(work, item, config.images);
  applyReplacements(work, setting, setting.items('replacements'));
}

const OWN: readonly FieldSpec[] = [{ path: 'metadata/labels', create: true }];

/** Where an entry of `labels:` goes: its own fields, and those of selectors and templates if it says so. */
function labelSpecs({ config }: Work, item: Node): readonly FieldSpec[] {
  const specs = mergeSpecs(specsOf(get(item, 'fields')), config.labels);
  if (isOn(get(item, 'includeSelectors'))) return mergeSpecs(specs, config.commonLabels);
  const templates = isOn(get(item, 'includeTemplates')) ? mergeSpecs(specs, config.templateLabels) : specs;
  return mergeSpecs(templates, OWN);
}

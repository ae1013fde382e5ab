import type { MapNode, Node } from '../../model/node.ts';
import { asMap, entry, get } from '../../model/read.ts';
import { COMPOSE } from './composeShape.ts';
import { refuseEmptyLists } from './emptyLists.ts';
import { withExtends } from './extend.ts';
import { shown } from './forms.ts';
import { type Named, withIncludes } from './include.ts';
import { interpolated } from './interpolate.ts';
import { mergedLayers } from './merge.ts';
import { pathOf } from './paths.ts';
import { type KeyPath, readResets, withoutPaths } from './resets.ts';
import type { Reading, Session } from './session.ts';
import { validate } from './validate.ts';

/** A file that is asked for, and where; on the command line there is no such place. */
export interface Wanted {
  readonly uri: string;
  readonly node?: Node;
}

/** The files of a model, merged in their order. */
export function loadModel(session: Session, files: readonly Wanted[], reading: Reading): MapNode | undefined {
  let model: MapNode | undefined;
  for (const file of files) {
    for (const root of documentsOf(session, file, reading)) {
      const layer = readLayer(session, root, file.uri, reading);
      const below = model && withoutPaths(model, layer.paths);
      model = below ? mergedLayers(session, below, layer.root) : layer.root;
      if (below && !reading.extending) refuseEmptyLists(session, model, layer.root);
      if (!reading.extending && !session.judging) validate(session, model, COMPOSE);
      if (session.refused) return model;
    }
  }
  return model;
}

interface Layer {
  readonly root: MapNode;
  readonly paths: readonly KeyPath[];
}

function readLayer(session: Session, document: MapNode, uri: string, reading: Reading): Layer {
  const { root, paths } = readResets(interpolated(session, reading.environment, document));
  const services = entry(root, 'services');
  if (services && services.value.kind !== 'map') {
    session.error('structure', services.keySpan, 'services must be a mapping.');
  }
  if (reading.extending) return { root, paths };
  const extended = withExtends(session, root, uri, reading, paths, (from, how, asked) =>
    servicesOf(session, { uri: from, node: asked }, how),
  );
  const within = { ...reading, within: [...reading.within, uri] };
  const whole = withIncludes(session, extended, within, (named: readonly Named[], how) =>
    loadModel(session, named, how),
  );
  return { root: whole, paths };
}

function servicesOf(session: Session, file: Required<Wanted>, reading: Reading): MapNode | undefined {
  const services = asMap(get(loadModel(session, [file], reading), 'services'));
  if (!services && !session.refused) {
    session.error(
      'extends-unknown',
      file.node.span,
      `The file ${shown(pathOf(file.uri), file.node.span)} has no services.`,
    );
  }
  return services;
}

function documentsOf(session: Session, { uri, node }: Wanted, reading: Reading): MapNode[] {
  const asked = node?.span;
  if (/^(?:https?|git|ssh|oci):|^git@/.test(node?.kind === 'scalar' ? node.text : '')) {
    const message = 'This file is on another machine: Plumbline does not fetch it, and judges nothing here.';
    session.error('remote-file', asked ?? session.placeIn(uri), message);
    return [];
  }
  if (!session.affordsReading()) {
    session.error(
      'too-large',
      asked ?? session.placeIn(uri),
      'This project reads too many files to be judged.',
    );
    return [];
  }
  const file = session.yaml(uri);
  if (!file) {
    const message = `The file ${shown(pathOf(uri), asked)} does not exist: mind the path, which is relative to ${pathOf(reading.base.folder)}.`;
    session.error('file-missing', asked ?? session.placeIn(uri), message);
    return [];
  }
  return file.documents.flatMap(({ document }) => {
    for (const problem of document.problems)
      session.error(`yaml-${problem.kind}`, problem.span, problem.message);
    const { root } = document;
    if (!root) return [];
    if (root.kind !== 'map') {
      session.error('structure', root.span, 'A Compose file must be a mapping.');
      return [];
    }
    const based = session.based(uri, root, reading.base);
    return based.kind === 'map' ? [based] : [];
  });
}

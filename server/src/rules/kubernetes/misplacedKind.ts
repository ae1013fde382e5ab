import { edit } from '../../core/edit/edit.ts';
import { changeOf } from '../../core/kubernetes/apiVersions.ts';
import type { Resource } from '../../core/kubernetes/resource.ts';
import { get } from '../../core/model/read.ts';
import type { Problem } from '../../core/rule/problem.ts';
import type { SchemaBook } from '../../core/schema/schemaBook.ts';
import { closestName } from '../../core/text/closestName.ts';
import { shortened } from '../../core/text/shortened.ts';

/** What is wrong where one of Kubernetes' own API groups does not have a kind; undefined for groups of others. */
export function misplacedKind(resource: Resource, schemas: SchemaBook, minor: number): Problem | undefined {
  const { apiVersion, kind, group, node } = resource;
  if (!schemas.covers(minor) || changeOf(resource)) return undefined;
  const homes = schemas.homesOf(minor, kind);
  const kinds = schemas.kindsIn(minor, apiVersion);
  const isOwn = kinds.length > 0 || homes.some((home) => groupOf(home) === group);
  if (!isOwn || !/^[A-Za-z]+$/.test(kind)) return undefined;
  const home = homes.find((each) => !/alpha|beta/.test(each)) ?? homes[0];
  if (home !== undefined) {
    const written = get(node, 'apiVersion');
    return {
      span: written?.span ?? resource.nameSpan,
      message: `There is no ${kind} in ${short(apiVersion)} in Kubernetes 1.${minor}, so kubectl refuses it. It is in ${home}.`,
      fixes: () => changed(written, home),
    };
  }
  const meant = closestName(kind, kinds);
  if (meant === undefined) return undefined;
  const written = get(node, 'kind');
  return {
    span: written?.span ?? resource.nameSpan,
    message: `There is no kind ${short(kind)} in ${short(apiVersion)}, so kubectl refuses it. Did you mean ${meant}?`,
    fixes: () => changed(written, meant),
  };
}

function changed(node: ReturnType<typeof get>, to: string) {
  const edits = node ? edit.replace(node, to) : [];
  return edits.length === 0 ? [] : [{ title: `Change to ${to}`, safe: false, edits }];
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/', 1)[0] ?? '') : '';
}

function short(name: string): string {
  return shortened(name, 30);
}

/** Objects for the examples of rules. */

/** A Deployment with one container, and what is added to it. */
export function deployment(name: string, container = ''): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  template:\n    spec:\n      containers:\n        - name: ${name}\n          image: example/${name}:1.4.2\n${container}`;
}

/** A patch of a Deployment: what is under `spec`. */
export function patch(name: string, spec: string): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n${spec}`;
}

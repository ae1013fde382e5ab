import { badFiles } from '../../core/rule/example.ts';
import { deprecatedFieldRule } from './deprecatedField.ts';
import { deployment } from './exampleObjects.ts';
import { moveFix } from './movedItems.ts';

const API = { 'api.yaml': deployment('api') };

export default deprecatedFieldRule({
  id: 'kustomize/deprecated-image-tags',
  field: 'imageTags',
  now: '"images"',
  why: 'Kustomize calls this field `images` since its first releases, because it sets names and digests as well as tags. Tools that set an image, such as `kustomize edit set image`, write to `images` alone.',
  reference: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/',
  fixes: ({ node }) => moveFix(node, 'imageTags', 'images', true),
  examples: {
    good: [
      {
        files: {
          'kustomization.yaml': 'resources: [api.yaml]\nimages:\n  - {name: example/api, newTag: "1.5.0"}\n',
          ...API,
        },
      },
      { files: { 'kustomization.yaml': 'resources: [api.yaml]\n', ...API } },
      { files: { 'kustomization.yaml': 'metadata:\n  annotations: {imageTags: "of old"}\n' } },
    ],
    bad: [
      badFiles(
        {
          'kustomization.yaml':
            'resources: [api.yaml]\n«imageTags»: # set by CI\n  - name: example/api\n    newTag: "1.5.0"\n',
          ...API,
        },
        {
          'kustomization.yaml':
            'resources: [api.yaml]\nimages: # set by CI\n  - name: example/api\n    newTag: "1.5.0"\n',
        },
      ),
      badFiles(
        {
          'kustomization.yaml':
            'resources: [api.yaml]\nimages:\n  - name: redis\n    newTag: "7"\n«imageTags»:\n  - name: example/api\n    newTag: "1.5"\n',
          ...API,
        },
        {
          'kustomization.yaml':
            'resources: [api.yaml]\nimages:\n  - name: redis\n    newTag: "7"\n  - name: example/api\n    newTag: "1.5"\n',
        },
      ),
      badFiles(
        {
          'kustomization.yaml': '«imageTags»: [{name: example/api, newTag: v1}]\nresources: [api.yaml]\n',
          ...API,
        },
        { 'kustomization.yaml': 'images: [{name: example/api, newTag: v1}]\nresources: [api.yaml]\n' },
      ),
    ],
  },
});

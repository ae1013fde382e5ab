import type { Container } from '../../core/kubernetes/pod.ts';
import { parseImage } from '../../core/text/imageReference.ts';

/** Whether a container only holds a place: the image `pause` sleeps until it is stopped, and can neither hang nor serve. */
export function isPlaceholder({ image }: Container): boolean {
  return image !== undefined && parseImage(image)?.name === 'pause';
}

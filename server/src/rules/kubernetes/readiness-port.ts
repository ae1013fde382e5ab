import { probePortRule } from './probePort.ts';

export default probePortRule({
  id: 'kubernetes/readiness-port',
  field: 'readinessProbe',
  kind: 'readiness',
  consequence: 'the pod never gets traffic',
});

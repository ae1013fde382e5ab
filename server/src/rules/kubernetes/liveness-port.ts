import { probePortRule } from './probePort.ts';

export default probePortRule({
  id: 'kubernetes/liveness-port',
  field: 'livenessProbe',
  kind: 'liveness',
  consequence: 'the container is restarted over and over',
});

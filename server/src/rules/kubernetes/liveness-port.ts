import { probePortRule } from './probePort.ts';

export default probePortRule({
  id: 'kubernetes/liveness-port',
  field: 'livenessProbe',
  kind: 'liveness',
  consequence: 'it is restarted over and over',
});

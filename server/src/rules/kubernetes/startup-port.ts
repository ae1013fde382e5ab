import { probePortRule } from './probePort.ts';

export default probePortRule({
  id: 'kubernetes/startup-port',
  field: 'startupProbe',
  kind: 'startup',
  consequence: 'it is restarted over and over',
});

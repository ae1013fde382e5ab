import { hostSettingRule } from './hostSetting.ts';

export default hostSettingRule({
  id: 'compose/host-network',
  field: 'network_mode',
  title: "Service on the host's network",
  what: "is on the host's network",
  consequence: 'it reaches, and offers, every port of the host',
  why: 'With `network_mode: host` a container listens on the interfaces of the host itself and reaches what only the host should: databases bound to localhost, cloud metadata, the Docker API. Port mappings are ignored, and two services can not use the same port.',
  how: 'Publish the ports that are needed. Programs that discover devices by broadcast (mDNS, DLNA) are the exception: suppress the rule for them, with the reason.',
  aliases: {
    kics: 'Shared Host Network Namespace [071a71ff-f868-47a4-ac0b-3c59e4ab5443, 6b6bdfb3-c3ae-44cb-88e4-7405c1ba2c8a]',
  },
  values: { found: 'host', fine: 'bridge' },
});

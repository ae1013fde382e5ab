import { hostSettingRule } from './hostSetting.ts';

export default hostSettingRule({
  id: 'compose/host-userns',
  field: 'userns_mode',
  title: "Service with the host's users",
  what: "has the host's users",
  consequence: 'root in it is root on the host, remapping or not',
  why: 'Where the Docker daemon remaps users, root in a container is nobody in particular on the host. `userns_mode: host` switches that off for the service.',
  how: 'Remove `userns_mode`. It is only needed for privileged containers, which should not be needed either.',
  aliases: { kics: 'Shared Host User Namespace [8af7162d-6c98-482f-868e-0d33fb675ca8]' },
  values: { found: 'host', fine: '"remapped"' },
});
